import { describe, expect, it } from 'vitest';
import { effectiveTolerations, podTarget } from './index.ts';
import { daemonSet, fieldTerm, requiring, term, tolerating } from './test-objects.ts';
import type { PodSpec, Toleration } from './types.ts';

const notReady: Toleration = { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' };
const ofNotReady = (spec: PodSpec) => effectiveTolerations(daemonSet(spec)).filter(({ key }) => key === notReady.key);

describe('effectiveTolerations', () => {
  it('adds six, in the order in which the controller adds them', () => {
    expect(
      effectiveTolerations(daemonSet()).map(
        ({ key, operator, effect }) => `${key?.replace('node.kubernetes.io/', '')}:${effect}:${operator}`,
      ),
    ).toEqual([
      'not-ready:NoExecute:Exists',
      'unreachable:NoExecute:Exists',
      'disk-pressure:NoSchedule:Exists',
      'memory-pressure:NoSchedule:Exists',
      'pid-pressure:NoSchedule:Exists',
      'unschedulable:NoSchedule:Exists',
    ]);
  });

  it('adds a seventh on the host network only', () => {
    const keys = (hostNetwork: boolean) => effectiveTolerations(daemonSet({ hostNetwork })).map(({ key }) => key);
    expect(keys(true)).toHaveLength(7);
    expect(keys(true).at(-1)).toBe('node.kubernetes.io/network-unavailable');
    expect(keys(false)).not.toContain('node.kubernetes.io/network-unavailable');
  });

  it('case 62: replaces an identical toleration in its place, which drops its seconds', () => {
    const all = effectiveTolerations(
      daemonSet(tolerating({ ...notReady, tolerationSeconds: 30 }, { key: 'gpu', operator: 'Exists' })),
    );
    expect(all).toHaveLength(7);
    expect(all[0]).toEqual(notReady);
  });

  it('case 62: replaces every identical toleration, those after a wholly equal one too', () => {
    expect(ofNotReady(tolerating({ ...notReady, tolerationSeconds: 30 }, notReady))).toEqual([notReady, notReady]);
  });

  it('case 62: keeps an Equal variant beside the automatic one', () => {
    const own = { key: notReady.key, effect: 'NoExecute', tolerationSeconds: 30 };
    expect(ofNotReady(tolerating(own))).toEqual([own, notReady]);
  });

  it('does not touch the template', () => {
    const template = daemonSet(tolerating({ ...notReady, tolerationSeconds: 30 }));
    effectiveTolerations(template);
    expect(template.spec.template.spec.tolerations).toEqual([{ ...notReady, tolerationSeconds: 30 }]);
  });
});

describe('podTarget', () => {
  const pod = (spec: PodSpec) => podTarget({ metadata: { name: 'agent-x' }, spec });
  const named = (...names: string[]) => requiring(fieldTerm('metadata.name', 'In', ...names));

  it('is the node that the pod is bound to', () => {
    expect(pod({ ...named('node-2'), nodeName: 'node-1' })).toBe('node-1');
  });

  it('is the node that the controller wrote into the affinity of a Pending pod', () => {
    expect(pod(named('node-2'))).toBe('node-2');
    expect(pod(requiring(term('disk', 'In', 'ssd'), fieldTerm('metadata.name', 'In', 'node-3')))).toBe('node-3');
  });

  it('is unknown where no field names exactly one node', () => {
    expect(pod({})).toBeUndefined();
    expect(pod(named('node-1', 'node-2'))).toBeUndefined();
    expect(pod(requiring(fieldTerm('metadata.name', 'NotIn', 'node-1')))).toBeUndefined();
    expect(pod(requiring(term('metadata.name', 'In', 'node-1')))).toBeUndefined();
  });
});
