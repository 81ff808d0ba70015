import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { kindConfig, markerPath, poolNodes } from './config.ts';

interface Config {
  name: string;
  networking: { apiServerAddress: string };
  nodes: { role: string; extraMounts: { hostPath: string; containerPath: string }[]; kubeadmConfigPatches: string[] }[];
  kubeadmConfigPatches: string[];
  kubeadmConfigPatchesJSON6902: { version: string; patch: string }[];
}

const render = (machine = { cgroupV1: false, cannotProtectFromOom: false }) =>
  parse(kindConfig({ name: 'class', markerFolder: '/cache/mark', machine })) as Config;
const patchesOf = (config: Config) => config.kubeadmConfigPatches.map((text) => parse(text) as Record<string, unknown>);

describe('kindConfig', () => {
  it('listens on loopback alone', () => {
    expect(render().networking).toEqual({ apiServerAddress: '127.0.0.1' });
  });

  it('calls each node what labs call it, the first being the control plane', () => {
    const { nodes } = render();
    expect(nodes.map(({ role }) => role)).toEqual(['control-plane', 'worker', 'worker', 'worker']);
    const patches = nodes.map(({ kubeadmConfigPatches: [text = ''] }) => parse(text) as unknown);
    expect(patches).toEqual(
      poolNodes.map((name, index) => ({
        kind: index === 0 ? 'InitConfiguration' : 'JoinConfiguration',
        nodeRegistration: { name },
      })),
    );
  });

  it('marks every node as ours', () => {
    const marked = render().nodes.filter(({ extraMounts }) =>
      extraMounts.some((mount) => mount.hostPath === '/cache/mark' && mount.containerPath === markerPath),
    );
    expect(marked).toHaveLength(poolNodes.length);
  });

  it('works around cgroup v1 and a missing capability only where they are so', () => {
    const [kubelet, ...rest] = patchesOf(render());
    expect(kubelet).not.toHaveProperty('failCgroupV1');
    expect(kubelet).not.toHaveProperty('oomScoreAdj');
    expect(rest).toEqual([]);
    const [limited, proxy] = patchesOf(render({ cgroupV1: true, cannotProtectFromOom: true }));
    expect(limited).toMatchObject({ kind: 'KubeletConfiguration', failCgroupV1: false, oomScoreAdj: 0 });
    expect(proxy).toEqual({ kind: 'KubeProxyConfiguration', oomScoreAdj: 0 });
  });

  it('lets kubelets report several times within the time after which a node counts as silent', () => {
    const [kubelet] = patchesOf(render());
    const renewEverySeconds = Number(kubelet?.nodeLeaseDurationSeconds) / 4;
    expect(renewEverySeconds * 4).toBeLessThan(20);
    expect(kubelet).toMatchObject({ nodeStatusUpdateFrequency: '2s', nodeStatusReportFrequency: '1m' });
  });

  it('adds to the arguments of the controller manager in both forms that kubeadm has had, and replaces none', () => {
    const patches = render().kubeadmConfigPatchesJSON6902.map(({ version, patch }) => [version, parse(patch)]);
    const [list, map] = patches as [string, { op: string; path: string; value: unknown }[]][];
    expect(list?.[0]).toBe('v1beta4');
    expect(list?.[1]).toContainEqual({
      op: 'add',
      path: '/controllerManager/extraArgs/-',
      value: { name: 'node-monitor-grace-period', value: '20s' },
    });
    expect(list?.[1]).toContainEqual({
      op: 'add',
      path: '/scheduler/extraArgs',
      value: expect.arrayContaining([{ name: 'leader-elect-renew-deadline', value: '30s' }]) as unknown,
    });
    expect(map?.[0]).toBe('v1beta3');
    expect(map?.[1]).toContainEqual({
      op: 'add',
      path: '/controllerManager/extraArgs/node-monitor-grace-period',
      value: '20s',
    });
    expect(map?.[1]).toContainEqual({
      op: 'add',
      path: '/scheduler/extraArgs',
      value: { 'leader-elect-lease-duration': '45s', 'leader-elect-renew-deadline': '30s' },
    });
  });
});
