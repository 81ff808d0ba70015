import { describe, expect, it } from 'vitest';
import { podName } from './static-pod.ts';

const pod = (metadata: string) => `apiVersion: v1\nkind: Pod\nmetadata: ${metadata}\n`;

describe('podName', () => {
  it('is the name of the one pod in the file', () => {
    expect(podName(pod('{ name: web }'), 'pod.yaml')).toBe('web');
  });

  it.each([
    ['a DaemonSet', 'kind: DaemonSet\nmetadata: { name: web }\n', 'found a DaemonSet'],
    ['two pods', `${pod('{ name: a }')}---\n${pod('{ name: b }')}`, 'found something else'],
    ['an empty file', '', 'found something else'],
    ['a pod without a name', pod('{}'), 'no usable name'],
    ['a name that leads elsewhere', pod('{ name: ../../etc/passwd }'), 'no usable name'],
    ['what is no YAML', 'kind: [', 'found something else'],
    ['a component of the control plane', pod('{ name: etcd }'), 'static pod of the cluster itself'],
  ])('refuses %s', (_, text, message) => {
    expect(() => podName(text, 'pod.yaml')).toThrow(message);
  });
});
