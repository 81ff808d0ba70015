import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { createNamespace } from '../cluster/namespaces.ts';
import { controlPlane } from '../cluster/testing/control-plane.ts';
import type { LiveExplanation } from '../observe/explain.ts';
import { liveExplanationSchema } from '../result.ts';
import { run } from './program.ts';

const plane = controlPlane('test-explain');

beforeAll(() =>
  plane.provider.reset({
    nodes: [
      { name: 'small', capacity: { cpu: '1' } },
      { name: 'large' },
      { name: 'gpu', taints: [{ key: 'gpu', value: 'true', effect: 'NoSchedule' }] },
    ],
  }),
);

const post = (path: string, body: unknown) =>
  plane.api.request<{ status?: { token?: string } }>('POST', path, { body });

async function explain(...args: string[]): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  let stdout = '';
  let stderr = '';
  const kubeconfig = args.includes('--kubeconfig') ? [] : ['--kubeconfig', plane.provider.kubeconfig()];
  const exitCode = await run(['explain', ...args, ...kubeconfig], {
    stdout: {
      write: (text: string) => {
        stdout += text;
      },
    },
    stderr: {
      write: (text: string) => {
        stderr += text;
      },
    },
    stdin: (async function* () {})(),
    env: { LANG: 'C.UTF-8' },
    cwd: process.cwd(),
    signal: new AbortController().signal,
    self: ['course'],
  });
  return { exitCode, stdout, stderr };
}

async function apply(
  namespace: string,
  name: string,
  spec: Record<string, unknown> = {},
  container: Record<string, unknown> = {},
): Promise<void> {
  const labels = { app: name };
  const template = {
    metadata: { labels },
    spec: { containers: [{ name: 'agent', image: 'registry.k8s.io/pause:3.10.2', ...container }], ...spec },
  };
  await post(`/apis/apps/v1/namespaces/${namespace}/daemonsets`, {
    metadata: { name },
    spec: { selector: { matchLabels: labels }, template },
  });
}

/** Asks until the answer is there, since the controller and the scheduler take their time. */
async function explainUntil(
  target: string[],
  isThere: (explanation: LiveExplanation) => boolean,
): Promise<LiveExplanation & { exitCode: number }> {
  for (let attempt = 0; ; attempt += 1) {
    const { exitCode, stdout } = await explain(...target, '-o', 'json');
    const explanation = liveExplanationSchema.parse(JSON.parse(stdout)) as LiveExplanation;
    if (isThere(explanation) || attempt > 100) return { ...explanation, exitCode };
  }
}

/** A kubeconfig that may read what is required in one namespace, and nothing else. */
async function readerOf(namespace: string, dir: string): Promise<string> {
  const rbac = '/apis/rbac.authorization.k8s.io/v1';
  const subjects = [{ kind: 'ServiceAccount', name: 'default', namespace }];
  const read = (group: string, resource: string) => ({
    apiGroups: [group],
    resources: [resource],
    verbs: ['get', 'list'],
  });
  await post(`${rbac}/clusterroles`, { metadata: { name: 'node-reader' }, rules: [read('', 'nodes')] });
  await post(`${rbac}/clusterrolebindings`, {
    metadata: { name: 'node-reader' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'node-reader' },
    subjects,
  });
  await post(`${rbac}/namespaces/${namespace}/roles`, {
    metadata: { name: 'reader' },
    rules: [read('', 'pods'), read('apps', 'daemonsets')],
  });
  await post(`${rbac}/namespaces/${namespace}/rolebindings`, {
    metadata: { name: 'reader' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
    subjects,
  });
  const { status } = await post(`/api/v1/namespaces/${namespace}/serviceaccounts/default/token`, { spec: {} });
  const config = parse(readFileSync(plane.provider.kubeconfig(), 'utf8')) as { users: { user: unknown }[] };
  for (const entry of config.users) entry.user = { token: status?.token };
  const path = join(dir, 'kubeconfig');
  writeFileSync(path, stringify(config));
  return path;
}

const problemOn = ({ nodes }: LiveExplanation, name: string) => nodes.find(({ node }) => node === name)?.problem;

describe('course explain daemonset/NAME', () => {
  test('passes when each eligible node has its Ready pod, and says why the others have none', async () => {
    await createNamespace(plane.api, 'fine');
    await apply('fine', 'agent');
    const explanation = await explainUntil(['daemonset/agent', '-n', 'fine'], ({ nodes }) =>
      nodes.every(({ shouldRun, problem }) => !shouldRun || !problem),
    );
    expect(explanation.exitCode).toBe(0);
    expect(explanation.nodes.find(({ node }) => node === 'gpu')).toMatchObject({
      shouldRun: false,
      shouldContinueRunning: true,
      pods: [],
    });
    const { stdout } = await explain('ds/agent', '-n', 'fine');
    expect(stdout).toContain('fine/agent: 2 of 3 nodes eligible, a Ready pod on each of them');
    expect(stdout).toContain('gpu: its taint gpu=true:NoSchedule is not tolerated');
  });

  test('names the resource that the node has too little of', async () => {
    await createNamespace(plane.api, 'hungry');
    await apply('hungry', 'agent', {}, { resources: { requests: { cpu: '2' } } });
    const explanation = await explainUntil(
      ['daemonset/agent', '-n', 'hungry'],
      (found) => problemOn(found, 'small')?.code === 'NO_ROOM' && !problemOn(found, 'large'),
    );
    expect(problemOn(explanation, 'small')).toMatchObject({
      code: 'NO_ROOM',
      message: expect.stringMatching(/is Pending: it requests 2 cpu, but small has 1 of 1 left\.$/),
    });
    expect(problemOn(explanation, 'large')).toBeUndefined();
    expect(explanation.exitCode).toBe(1);
  });

  test('names the pod that holds the host port', async () => {
    await createNamespace(plane.api, 'ports');
    const ports = { ports: [{ containerPort: 9100, hostPort: 9100 }] };
    await apply('ports', 'first', {}, ports);
    await explainUntil(['daemonset/first', '-n', 'ports'], ({ nodes }) =>
      nodes.every(({ shouldRun, problem }) => !shouldRun || !problem),
    );
    await apply('ports', 'second', {}, ports);
    const explanation = await explainUntil(
      ['daemonset/second', '-n', 'ports'],
      (found) => problemOn(found, 'large')?.code === 'HOST_PORT_TAKEN',
    );
    expect(problemOn(explanation, 'large')?.message).toMatch(
      /host port 9100\/TCP of large is taken by pod ports\/first-\w+\.$/,
    );
  });

  test('quotes the quota that refuses the pods', async () => {
    await createNamespace(plane.api, 'poor');
    await post('/api/v1/namespaces/poor/resourcequotas', { metadata: { name: 'none' }, spec: { hard: { pods: '0' } } });
    await apply('poor', 'agent');
    const explanation = await explainUntil(
      ['daemonset/agent', '-n', 'poor'],
      (found) => problemOn(found, 'large')?.code === 'CREATE_REFUSED',
    );
    expect(problemOn(explanation, 'large')?.message).toContain('exceeded quota: none');
  });

  test('quotes the Pod Security rule that refuses the pods', async () => {
    await createNamespace(plane.api, 'strict');
    await plane.api.request('PATCH', '/api/v1/namespaces/strict', {
      body: { metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } } },
      contentType: 'application/merge-patch+json',
    });
    await apply('strict', 'agent', { hostNetwork: true });
    const explanation = await explainUntil(
      ['daemonset/agent', '-n', 'strict'],
      (found) => problemOn(found, 'large')?.code === 'CREATE_REFUSED',
    );
    expect(problemOn(explanation, 'large')?.message).toContain('violates PodSecurity "baseline');
  });

  test('names a scheduler that does not exist, and a claim that is missing', async () => {
    await createNamespace(plane.api, 'waiting');
    await apply('waiting', 'unscheduled', { schedulerName: 'no-such-scheduler' });
    await apply('waiting', 'claims', { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'absent' } }] });
    const unscheduled = await explainUntil(
      ['daemonset/unscheduled', '-n', 'waiting'],
      (found) => problemOn(found, 'large')?.code === 'NOT_SCHEDULED',
    );
    expect(problemOn(unscheduled, 'large')?.message).toContain('it asks for the scheduler no-such-scheduler');
    const claims = await explainUntil(
      ['daemonset/claims', '-n', 'waiting'],
      (found) => problemOn(found, 'large')?.code === 'VOLUME_NOT_AVAILABLE',
    );
    expect(problemOn(claims, 'large')?.message).toContain('PersistentVolumeClaim absent does not exist');
  });

  test('names the zone that the volume is bound to', async () => {
    await createNamespace(plane.api, 'zones');
    const nodeAffinity = {
      required: {
        nodeSelectorTerms: [
          { matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: ['b'] }] },
        ],
      },
    };
    const common = { storageClassName: '', accessModes: ['ReadWriteMany'] };
    await post('/api/v1/persistentvolumes', {
      metadata: { name: 'zonal' },
      spec: { ...common, capacity: { storage: '1Gi' }, hostPath: { path: '/data' }, nodeAffinity },
    });
    await post('/api/v1/namespaces/zones/persistentvolumeclaims', {
      metadata: { name: 'data' },
      spec: { ...common, volumeName: 'zonal', resources: { requests: { storage: '1Gi' } } },
    });
    await apply('zones', 'agent', { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] });
    const explanation = await explainUntil(['daemonset/agent', '-n', 'zones'], (found) =>
      /zonal/.test(problemOn(found, 'large')?.message ?? ''),
    );
    expect(problemOn(explanation, 'large')?.message).toMatch(
      /its volume zonal cannot be used on large: .*topology\.kubernetes\.io\/zone is absent/,
    );
  });

  test('says what it may not see, and still explains the rest', async () => {
    await createNamespace(plane.api, 'narrow');
    await apply('narrow', 'agent', {}, { resources: { requests: { cpu: '2' } } });
    await explainUntil(['daemonset/agent', '-n', 'narrow'], (found) => problemOn(found, 'small') !== undefined);
    const dir = mkdtempSync(join(tmpdir(), 'one-per-node-test-'));
    try {
      const kubeconfig = await readerOf('narrow', dir);
      const explanation = await explain('ds/agent', '-n', 'narrow', '-o', 'json', '--kubeconfig', kubeconfig);
      const { notSeen, nodes } = JSON.parse(explanation.stdout) as LiveExplanation;
      expect(notSeen.map((line) => line.split(':')[0])).toEqual([
        'events',
        'persistentvolumeclaims',
        'pods of all namespaces',
      ]);
      expect(nodes.find(({ node }) => node === 'small')?.problem?.message).toContain('Insufficient cpu');
      expect(explanation.exitCode).toBe(1);
      expect(await explain('ds/agent', '-n', 'fine', '--kubeconfig', kubeconfig)).toMatchObject({
        exitCode: 3,
        stderr: expect.stringContaining('forbidden'),
      });
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  test('imagines a change, and compares with a file, without touching the cluster', async () => {
    const imagined = await explain('ds/agent', '-n', 'fine', '--what-if', 'untaint node/gpu gpu', '-o', 'json');
    expect(imagined).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(imagined.stdout).nodes).toContainEqual(expect.objectContaining({ node: 'gpu', shouldRun: true }));
    expect((await plane.api.get<{ spec: { taints: unknown[] } }>('/api/v1/nodes/gpu')).spec.taints).toHaveLength(1);
    const dir = mkdtempSync(join(tmpdir(), 'one-per-node-test-'));
    try {
      const labels = { app: 'agent' };
      const spec = {
        containers: [{ name: 'agent', image: 'registry.k8s.io/pause:3.10.2' }],
        nodeSelector: { disk: 'ssd' },
      };
      const reference = {
        apiVersion: 'apps/v1',
        kind: 'DaemonSet',
        metadata: { name: 'agent' },
        spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
      };
      writeFileSync(join(dir, 'reference.yaml'), stringify(reference));
      expect(await explain('ds/agent', '-n', 'fine', '--against', join(dir, 'reference.yaml'))).toMatchObject({
        exitCode: 1,
        stdout: expect.stringContaining('disk'),
      });
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  test('ends with 2 for a DaemonSet or a node that does not exist', async () => {
    expect(await explain('daemonset/absent', '-n', 'fine')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('Expected a DaemonSet fine/absent but found none.'),
    });
    expect(await explain('daemonset/agent', '-n', 'fine', '--node', 'absent')).toMatchObject({ exitCode: 2 });
    expect(await explain('agent', '-n', 'fine')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('Did you mean daemonset/agent?'),
    });
  });
});
