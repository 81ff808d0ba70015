import { createServer } from 'node:http';
import type { Server } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Api, ApiError } from '../../cluster/api.ts';
import type { Intended } from '../../verdict/intended.ts';
import { askRound, type ReachClaim } from './round.ts';

// Loopback has an address for every node; nobody but the kubelets' stand-in listens on port 10250 there.
const port = 18_080;
const kubeletPort = 18_250;
const ip = { n1: '127.0.1.1', n2: '127.0.1.2', n3: '127.0.1.3' } as const;
type Name = keyof typeof ip;

async function listen(server: Server, host: string, at: number): Promise<void> {
  await new Promise<void>((resolve) => server.listen(at, host, resolve));
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
}
const answers = (node: Name, body: string, at = port) =>
  listen(
    createServer((_request, response) => void response.setHeader('connection', 'close').end(body)),
    ip[node],
    at,
  );
const kubelets = () => Promise.all((['n1', 'n2', 'n3'] as const).map((node) => answers(node, 'kubelet', kubeletPort)));

const node = (name: Name, ready = 'True') => ({
  metadata: { name, labels: name === 'n3' ? {} : { web: 'yes' } },
  status: {
    addresses: [{ type: 'InternalIP', address: ip[name] }],
    conditions: [{ type: 'Ready', status: ready }],
    daemonEndpoints: { kubeletEndpoint: { Port: kubeletPort } },
  },
});
const pod = (name: string, nodeName: Name, podIP: string, phase = 'Running') => ({
  metadata: { name, labels: { app: 'web' } },
  spec: { nodeName },
  status: { phase, podIP },
});

interface Held {
  nodes?: object[];
  pods?: object[];
  services?: Record<string, object>;
}

function api({ nodes = [node('n1'), node('n2'), node('n3')], pods = [], services = {} }: Held): Api {
  return {
    list: async (path: string) => ({ metadata: {}, items: path.endsWith('/nodes') ? nodes : pods }),
    get: async (path: string) => {
      const service = services[path.split('/').at(-1) ?? ''];
      if (!service) throw new ApiError(404, 'NotFound', path);
      return service;
    },
  } as unknown as Api;
}

const web: Intended = { kind: 'labels', selector: 'web=yes' };
const all: Intended = { kind: 'all' };
const claim = (over: Partial<ReachClaim> = {}): ReachClaim => ({
  namespace: 'lab',
  from: { kind: 'host' },
  to: { kind: 'nodes', nodes: all, port },
  path: '/',
  pattern: '^(\\S+)\\s*$',
  own: 'asked',
  answeredBy: web,
  ...over,
});
const runOnNode = async () => ({ stdout: '', stderr: 'no such container', exitCode: 1 });
const round = (over: Partial<ReachClaim> = {}, held: Held = {}) => askRound(claim(over), { api: api(held), runOnNode });

describe('a round from the host to the nodes', () => {
  it('passes where each answers with its own pod and the rest is silent', async () => {
    await Promise.all([answers('n1', 'n1'), answers('n2', 'agent-x7'), kubelets()]);
    const { verdict, claimsSilence, doubt } = await round({}, { pods: [pod('agent-x7', 'n2', '10.0.2.2')] });
    expect(verdict).toMatchObject({ code: 'OK' });
    expect(claimsSilence).toBe(true);
    expect(doubt).toBeUndefined();
  });

  it('fails where a pod that has ended would have to vouch for its node', async () => {
    await Promise.all([answers('n1', 'n1'), answers('n2', 'agent-x7')]);
    const { verdict } = await round({}, { pods: [pod('agent-x7', 'n2', '10.0.2.2', 'Failed')] });
    expect(verdict).toMatchObject({ code: 'ANSWER_UNREADABLE' });
  });

  it('fails where one answers for another, and where one answers that should not', async () => {
    await Promise.all([answers('n1', 'n2'), answers('n2', 'n2'), answers('n3', 'n3')]);
    const { verdict } = await round();
    expect(verdict.code).toBe('ANSWERED_UNEXPECTEDLY');
    expect(verdict.nodes.map(({ node: name, code }) => [name, code])).toEqual([
      ['n1', 'ANSWER_FROM_WRONG_NODE'],
      ['n2', 'OK'],
      ['n3', 'ANSWERED_UNEXPECTEDLY'],
    ]);
  });

  it('trusts no silence where the kubelet is silent too, unless its node is not Ready', async () => {
    await Promise.all([answers('n1', 'n1'), answers('n2', 'n2')]);
    const nodes = [node('n1'), node('n2')];
    const { doubt } = await round({}, { nodes: [...nodes, node('n3')] });
    expect(doubt?.message).toContain('the kubelet of n1 at 127.0.1.1:18250 does not answer either');
    await Promise.all([answers('n1', 'kubelet', kubeletPort), answers('n2', 'kubelet', kubeletPort)]);
    expect((await round({}, { nodes: [...nodes, node('n3')] })).doubt?.message).toContain('the kubelet of n3');
    const { verdict, doubt: none } = await round({}, { nodes: [...nodes, node('n3', 'Unknown')] });
    expect(verdict.code).toBe('OK');
    expect(none).toBeUndefined();
  });
});

describe('what a Service would have to be', () => {
  const to = (over: object) => ({ from: { kind: 'nodes', on: all }, ...over }) as Partial<ReachClaim>;
  const service = (spec: object) => ({ services: { web: { spec } } });
  it.each<[string, ReachClaim['to'], Held, string]>([
    ['none', { kind: 'service', service: 'web', port: 80 }, {}, 'OBJECT_NOT_FOUND'],
    [
      'headless',
      { kind: 'service', service: 'web', port: 80 },
      service({ clusterIP: 'None', ports: [{ port: 80 }] }),
      'OBJECT_DIFFERS',
    ],
    [
      'another port',
      { kind: 'service', service: 'web', port: 80 },
      service({ clusterIP: '10.96.0.9', ports: [{ port: 8080 }] }),
      'OBJECT_DIFFERS',
    ],
    [
      'no node port',
      { kind: 'nodePort', nodes: all, service: 'web' },
      service({ ports: [{ port: 80 }] }),
      'OBJECT_DIFFERS',
    ],
    [
      'no such port',
      { kind: 'nodePort', nodes: all, service: 'web', port: 81 },
      service({ ports: [{ port: 80, nodePort: 30_080 }] }),
      'OBJECT_DIFFERS',
    ],
    ['no Service', { kind: 'nodePort', nodes: all, service: 'web' }, {}, 'OBJECT_NOT_FOUND'],
  ])('%s is a failure, also where nobody may answer', async (_title, destination, held, code) => {
    expect((await round(to({ to: destination }), held)).verdict.code).toBe(code);
    const { answeredBy: _, ...nobody } = claim(to({ to: destination }));
    expect((await askRound(nobody, { api: api(held), runOnNode })).verdict.code).toBe(code);
  });

  it('its node port is asked at each node', async () => {
    await Promise.all([answers('n1', 'n1'), answers('n2', 'n2')]);
    const held = service({
      ports: [
        { port: 80, nodePort: 1 },
        { port: 81, nodePort: port },
      ],
    });
    const { verdict } = await round({ to: { kind: 'nodePort', nodes: all, service: 'web', port: 81 } }, held);
    expect(verdict.code).toBe('OK');
  });
});

describe('what proves nothing', () => {
  it.each<[string, Partial<ReachClaim>, string]>([
    [
      'a node that does not exist is to answer',
      { answeredBy: { kind: 'names', names: ['n9'] } },
      'INTENDED_NODE_MISSING',
    ],
    [
      'a node that does not exist asks',
      { from: { kind: 'nodes', on: { kind: 'names', names: ['n9'] } } },
      'INTENDED_NODE_MISSING',
    ],
    [
      'a node that does not exist is asked',
      { to: { kind: 'nodes', nodes: { kind: 'names', names: ['n9'] }, port } },
      'INTENDED_NODE_MISSING',
    ],
    ['no node is to answer', { answeredBy: { kind: 'labels', selector: 'web=no' } }, 'EMPTY_INTENDED'],
    ['no node asks', { from: { kind: 'pods', on: { kind: 'labels', selector: 'web=no' } } }, 'EMPTY_INTENDED'],
  ])('%s', async (_title, over, code) => {
    expect((await round(over)).verdict).toMatchObject({ status: 'fail', code });
  });

  it('silence of pods that are not there', async () => {
    const { answeredBy: _, ...nobody } = claim({ to: { kind: 'pods', selector: 'app=web', port } });
    expect((await askRound(nobody, { api: api({}), runOnNode })).verdict.code).toBe('EMPTY_INTENDED');
  });

  it('a node where nothing can be run', async () => {
    await expect(round({ from: { kind: 'nodes', on: all } })).rejects.toThrow(
      'Could not ask from n1: no such container.',
    );
    await expect(round({ from: { kind: 'pods', on: all } })).rejects.toThrow(
      'The pod that is to ask from n1 is not Ready',
    );
  });
});

describe('the pods that may answer', () => {
  const owned = (kind: string, name: string, over: object = {}) => ({
    ownerReferences: [{ apiVersion: 'apps/v1', kind, name, uid: '1', controller: true }],
    ...over,
  });
  it.each<[string, object, string]>([
    ['DaemonSet/web', owned('DaemonSet', 'web'), 'OK'],
    ['DaemonSet/web', owned('DaemonSet', 'web-2'), 'ANSWERED_UNEXPECTEDLY'],
    ['DaemonSet/web', owned('ReplicaSet', 'web'), 'ANSWERED_UNEXPECTEDLY'],
    ['DaemonSet/web', {}, 'ANSWERED_UNEXPECTEDLY'],
    ['Pod/web-2', {}, 'OK'],
    ['Deployment/web', owned('ReplicaSet', 'web-c0ffee', { labels: { 'pod-template-hash': 'c0ffee' } }), 'OK'],
    [
      'Deployment/we',
      owned('ReplicaSet', 'web-c0ffee', { labels: { 'pod-template-hash': 'c0ffee' } }),
      'ANSWERED_UNEXPECTEDLY',
    ],
  ])('of %s: a pod with %j is %s', async (of, metadata, code) => {
    await Promise.all([answers('n1', 'n1'), answers('n2', 'web-2')]);
    const pods = [{ ...pod('web-2', 'n2', '10.0.2.2'), metadata: { name: 'web-2', ...metadata } }];
    expect((await round({ of }, { pods })).verdict.code).toBe(code);
    expect((await round({}, { pods })).verdict.code).toBe('OK');
  });
});

describe('the pods of a selector', () => {
  it('are asked at their own addresses, those that have ended are not', async () => {
    await Promise.all([answers('n1', 'web-1'), answers('n2', 'web-2')]);
    const pods = [pod('web-1', 'n1', ip.n1), pod('web-2', 'n2', ip.n2), pod('web-0', 'n2', '127.0.1.9', 'Succeeded')];
    const over = { to: { kind: 'pods', selector: 'app=web', port } } as const;
    expect((await round(over, { pods })).verdict.code).toBe('OK');
    const { verdict } = await round(over, { pods: pods.slice(1) });
    expect(verdict).toMatchObject({ code: 'ANSWER_MISSING', summary: expect.stringContaining('but n1 is not so') });
    expect((await round(over, { pods: [] })).verdict.code).toBe('ANSWER_MISSING');
    expect((await round({ ...over, own: 'any' }, { pods: [] })).verdict.code).toBe('ANSWER_MISSING');
  });
});
