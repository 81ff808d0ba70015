import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Api } from '../../harness/cluster/api.ts';
import type { Pod } from '../../harness/placement/types.ts';
import { podsPath } from './settle.ts';
import { refusalOf, Stage } from './stage.ts';

/** One of the numbered cases that takes more than a node and a DaemonSet. */
export interface PlayedCase {
  id: string;
  title: string;
  play: (api: Api) => Promise<void>;
}

const nodes = ['case-a', 'case-b'] as const;
const policies = '/apis/admissionregistration.k8s.io/v1';

async function untilRefused(stage: Stage, count: number): Promise<(string | undefined)[]> {
  const pods = await stage.untilPods((all) => all.filter(refusalOf).length === count);
  return pods.filter(refusalOf).map(refusalOf);
}

/** What the DaemonSet controller leaves to the scheduler: the pod is there, and stays Pending. */
export const pendingCases: readonly PlayedCase[] = [
  {
    id: '34',
    title: 'a pod that asks for more than a node has is created and stays Pending',
    play: async (api) => {
      const stage = await Stage.set(api, ...nodes);
      const containers = [{ resources: { requests: { cpu: '1000' } } }];
      await stage.start({ name: 'agent', scheduled: true, template: { containers } });
      for (const refusal of await untilRefused(stage, nodes.length)) expect(refusal).toContain('Insufficient cpu');
      expect((await stage.daemonSet('agent')).status).toMatchObject({
        desiredNumberScheduled: 2,
        currentNumberScheduled: 2,
      });
    },
  },
  {
    id: '35',
    title: 'a pod whose host port is taken is created and stays Pending',
    play: async (api) => {
      const stage = await Stage.set(api, ...nodes);
      const template = { containers: [{ ports: [{ containerPort: 80, hostPort: 80 }] }] };
      await stage.start({ name: 'first', scheduled: true, template });
      await stage.untilPods((pods) => pods.filter(({ spec }) => spec.nodeName).length === nodes.length);
      await stage.start({ name: 'second', scheduled: true, template });
      for (const refusal of await untilRefused(stage, nodes.length)) expect(refusal).toContain('free ports');
    },
  },
  {
    id: '66',
    title: 'a node that is being deleted gets its pod',
    play: async (api) => {
      const stage = await Stage.set(api, ...nodes);
      const finalizers = (value: string[]) =>
        api.request('PATCH', '/api/v1/nodes/case-b', {
          contentType: 'application/merge-patch+json',
          body: { metadata: { finalizers: value } },
        });
      await finalizers(['differential.test/hold']);
      try {
        await api.request('DELETE', '/api/v1/nodes/case-b');
        expect((await api.get('/api/v1/nodes/case-b')).metadata.deletionTimestamp).toBeDefined();
        await stage.start({ name: 'agent', template: {} });
        await stage.untilPods((pods) => pods.length === 2);
      } finally {
        await finalizers([]);
      }
    },
  },
  {
    id: '68',
    title: 'a nodeSelector that admission adds to the pod is none of the controller’s business',
    play: async (api) => {
      const stage = await Stage.set(api, ...nodes);
      await withInjectedSelector(stage, async () => {
        await stage.start({ name: 'agent', scheduled: true, template: {} });
        for (const refusal of await untilRefused(stage, nodes.length)) expect(refusal).toContain('affinity/selector');
        for (const { spec } of await stage.pods()) expect(spec.nodeSelector).toEqual({ disk: 'none' });
        expect((await stage.daemonSet('agent')).status).toMatchObject({
          desiredNumberScheduled: 2,
          currentNumberScheduled: 2,
        });
      });
    },
  },
];

/** Has a MutatingAdmissionPolicy in force, for the pods of one namespace. */
async function withInjectedSelector(stage: Stage, run: () => Promise<void>): Promise<void> {
  const { api, namespace } = stage;
  const metadata = { name: namespace };
  const rule = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] };
  const expression = '[JSONPatch{op: "add", path: "/spec/nodeSelector", value: {"disk": "none"}}]';
  const matchConstraints = {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    resourceRules: [rule],
  };
  const mutations = [{ patchType: 'JSONPatch', jsonPatch: { expression } }];
  const spec = { matchConstraints, mutations, failurePolicy: 'Fail', reinvocationPolicy: 'Never' };
  await api.request('POST', `${policies}/mutatingadmissionpolicies`, { body: { metadata, spec } });
  await api.request('POST', `${policies}/mutatingadmissionpolicybindings`, {
    body: { metadata, spec: { policyName: namespace } },
  });
  try {
    await untilInForce(stage);
    await run();
  } finally {
    await api.request('DELETE', `${policies}/mutatingadmissionpolicybindings/${namespace}`);
    await api.request('DELETE', `${policies}/mutatingadmissionpolicies/${namespace}`);
  }
}

/** The API server learns of a policy by a watch of its own; pods that nobody keeps show when. */
async function untilInForce({ api, namespace }: Stage): Promise<void> {
  const deadline = Date.now() + 20_000;
  const body = { metadata: { name: 'probe' }, spec: { containers: [{ name: 'probe', image: 'probe' }] } };
  for (;;) {
    const { spec } = await api.request<Pod>('POST', podsPath(namespace), { body, query: { dryRun: 'All' } });
    if (spec.nodeSelector) return;
    if (Date.now() > deadline) throw new Error('The policy did not come into force.');
    await sleep(100);
  }
}
