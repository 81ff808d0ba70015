import { describe, expect, it } from 'vitest';
import type { Api } from '../../cluster/api.ts';
import { pauseImage, probeContainers } from './probe-pods.ts';

const pod = (
  node: string,
  { ready = 'True', containerID = 'containerd://c0ffee', ...metadata }: Record<string, string> = {},
) => ({
  metadata,
  spec: { nodeName: node },
  status: {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: ready }],
    containerStatuses: [{ name: 'probe', ...(containerID && { containerID }) }],
  },
});
const containers = (pods: object[], nodes = ['n1']) =>
  probeContainers({ list: async () => ({ items: pods }) } as unknown as Api, nodes);

describe('the pods that ask', () => {
  it('are those of the nodes that are to ask', async () => {
    const found = await containers([pod('n1'), pod('n2', { containerID: 'containerd://beef' })], ['n2']);
    expect([...found]).toEqual([['n2', 'beef']]);
  });

  it.each([
    ['there is none', []],
    ['it is not Ready', [pod('n1', { ready: 'False' })]],
    ['its container has not run', [pod('n1', { containerID: '' })]],
    ['it is being deleted', [pod('n1', { deletionTimestamp: '2026-01-01T00:00:00Z' })]],
    ['it is on another node', [pod('n2')]],
  ])('cannot ask where %s', async (_title, pods) => {
    await expect(containers(pods)).rejects.toMatchObject({ code: 'E_PROBE', exitCode: 3 });
  });

  it('run the sandbox image that the nodes hold', () => {
    const node = (...names: string[]) => ({ metadata: { name: 'n1' }, status: { images: [{ names }] } });
    expect(pauseImage([node('registry.k8s.io/pause@sha256:1', 'registry.k8s.io/pause:3.10.2')])).toBe(
      'registry.k8s.io/pause:3.10.2',
    );
    expect(pauseImage([node('example.com/menopause:1')])).toBe('registry.k8s.io/pause:3.10.1');
    expect(pauseImage([{ metadata: {} }])).toBe('registry.k8s.io/pause:3.10.1');
  });
});
