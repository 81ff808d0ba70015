import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { joinConfiguration } from './join.ts';

const options = {
  cluster: 'k',
  container: 'k-added-batch-1',
  like: 'k-worker',
  controlPlane: 'k-control-plane',
  node: 'batch-1',
  labels: { disk: 'ssd', zone: 'a' },
  taints: [{ key: 'gpu', value: 'true', effect: 'NoSchedule' as const }],
  token: 'new.token',
  ip: '172.18.0.9',
};
const before = (args: string) => `kind: ClusterConfiguration
controlPlaneEndpoint: k-control-plane:6443
---
kind: JoinConfiguration
discovery:
  bootstrapToken: { apiServerEndpoint: 'k-control-plane:6443', token: old.token, unsafeSkipCAVerification: true }
nodeRegistration:
  criSocket: unix:///run/containerd/containerd.sock
  name: worker-1
  kubeletExtraArgs: ${args}
`;

describe('joinConfiguration', () => {
  it('is that of another worker with its own name, address, labels and taints, and a token of its own', () => {
    const args = '[{ name: node-ip, value: 172.18.0.3 }, { name: provider-id, value: x }, { name: v, value: "2" }]';
    expect(parse(joinConfiguration(before(args), options))).toEqual({
      kind: 'JoinConfiguration',
      discovery: {
        bootstrapToken: {
          apiServerEndpoint: 'k-control-plane:6443',
          token: 'new.token',
          unsafeSkipCAVerification: true,
        },
      },
      nodeRegistration: {
        criSocket: 'unix:///run/containerd/containerd.sock',
        name: 'batch-1',
        kubeletExtraArgs: [
          { name: 'v', value: '2' },
          { name: 'node-ip', value: '172.18.0.9' },
          { name: 'provider-id', value: 'kind://docker/k/k-added-batch-1' },
          { name: 'node-labels', value: 'disk=ssd,zone=a' },
          { name: 'register-with-taints', value: 'gpu=true:NoSchedule' },
        ],
      },
    });
  });

  it('keeps the form that older versions of kubeadm read', () => {
    const text = joinConfiguration(before('{ node-ip: 172.18.0.3, v: "2" }'), { ...options, labels: {}, taints: [] });
    const { nodeRegistration } = parse(text) as { nodeRegistration: { kubeletExtraArgs: object } };
    expect(nodeRegistration.kubeletExtraArgs).toEqual({
      'node-ip': '172.18.0.9',
      'provider-id': 'kind://docker/k/k-added-batch-1',
      v: '2',
    });
  });

  it('refuses a file without the configuration of a join', () => {
    expect(() => joinConfiguration('kind: InitConfiguration', options)).toThrow('Expected a JoinConfiguration');
  });
});
