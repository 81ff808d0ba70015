import { expect } from 'vitest';
import { effectiveTolerations } from '../../harness/placement/index.ts';
import type { DaemonSet, Pod } from '../../harness/placement/types.ts';
import type { PlayedCase } from './pending-cases.ts';
import { targetOf } from './settle.ts';
import { isDeleted, isReady, Stage } from './stage.ts';
import { toDaemonSet } from './subjects.ts';

const hold = 'differential.test/hold';
const template = {};

/** Pods that stay Terminating after their deletion, as they do while a node's kubelet takes its time. */
const withHeldPods = (daemonSet: DaemonSet) => {
  daemonSet.spec.template.metadata = { ...daemonSet.spec.template.metadata, finalizers: [hold] } as object;
};

async function release(stage: Stage): Promise<void> {
  for (const { metadata } of await stage.pods()) {
    await stage.api.request('PATCH', `/api/v1/namespaces/${stage.namespace}/pods/${metadata.name}`, {
      contentType: 'application/merge-patch+json',
      body: { metadata: { finalizers: null } },
    });
  }
}

/** A pod that matches a DaemonSet's selector and belongs to nobody. */
const orphan = (name: string, spec: object): Pod => ({
  metadata: { name, labels: { app: 'agent' } },
  spec: {
    containers: [{ name: 'agent', image: 'registry.k8s.io/pause:3.10.2' }],
    tolerations: [{ operator: 'Exists' }],
    ...spec,
  },
});

const only = (pods: readonly Pod[]): Pod => {
  const [pod] = pods;
  if (!pod || pods.length > 1) throw new Error(`Expected one pod but found ${pods.length}.`);
  return pod;
};

/** What the controller does around placement, as far as it creates, keeps or deletes pods. */
export const lifecycleCases: readonly PlayedCase[] = [
  {
    id: '62',
    title:
      'a toleration that equals an automatic one loses its seconds, each time that it is there; one with Equal keeps them',
    play: async (api) => {
      const stage = await Stage.set(api, 'case-a');
      const automatic = { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' };
      const own = [
        { ...automatic, tolerationSeconds: 30 },
        automatic,
        { ...automatic, operator: 'Equal', tolerationSeconds: 9 },
      ];
      const draft = { name: 'agent', template: { tolerations: own } };
      await stage.start(draft);
      const { spec } = only(await stage.untilPods((pods) => pods.length === 1));
      expect(spec.tolerations?.slice(0, 3)).toEqual([automatic, automatic, own[2]]);
      expect(effectiveTolerations(toDaemonSet(draft))).toEqual(spec.tolerations);
    },
  },
  {
    id: '69',
    title: 'nothing is done for a DaemonSet that is being deleted',
    play: async (api) => {
      const stage = await Stage.set(api, 'case-a', 'case-b');
      await stage.start({ name: 'agent', template }, ({ metadata }) => Object.assign(metadata, { finalizers: [hold] }));
      const [pod] = await stage.untilPods((pods) => pods.length === 2);
      await api.request('DELETE', `/apis/apps/v1/namespaces/${stage.namespace}/daemonsets/agent`);
      await stage.deletePod(pod as Pod);
      await stage.letItWork();
      expect(await stage.pods()).toHaveLength(1);
      const { metadata, status } = await stage.daemonSet('agent');
      expect(status?.observedGeneration).toBeLessThan(metadata.generation ?? 0);
      await stage.patch('agent', { metadata: { finalizers: null } });
    },
  },
  {
    id: '70',
    title: 'a terminating pod holds its replacement up without surge',
    play: async (api) => {
      const stage = await Stage.set(api, 'case-a');
      await stage.start({ name: 'agent', template }, withHeldPods);
      await stage.deletePod(only(await stage.untilPods((pods) => pods.length === 1)));
      await stage.letItWork();
      expect(isDeleted(only(await stage.pods()))).toBe(true);
      expect((await stage.daemonSet('agent')).status).toMatchObject({
        desiredNumberScheduled: 1,
        currentNumberScheduled: 1,
      });
      await release(stage);
      await stage.untilPods((pods) => pods.length === 1 && !pods.some(isDeleted));
    },
  },
  {
    id: '70b',
    title: 'a terminating pod does not hold its replacement up with surge',
    play: async (api) => {
      const stage = await Stage.set(api, 'case-a');
      const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
      await stage.start({ name: 'agent', template, updateStrategy }, withHeldPods);
      await stage.deletePod(only(await stage.untilPods((pods) => pods.length === 1)));
      const pods = await stage.untilPods((all) => all.length === 2);
      expect(pods.filter(isDeleted)).toHaveLength(1);
      await release(stage);
    },
  },
  {
    id: '71',
    title: 'of two bound pods on a node the newer one is deleted',
    play: async (api) => {
      const stage = await Stage.set(api, 'case-a');
      await stage.start({ name: 'agent', template, scheduled: true });
      const first = only(await stage.untilPods((pods) => pods.length === 1 && pods.every(isReady)));
      // Created later, and later by name too: ages are compared in whole seconds.
      await stage.createPod(orphan('zz-later', { nodeName: 'case-a' }));
      await stage.letItWork();
      const last = only(await stage.untilPods((pods) => pods.length === 1));
      expect(last.metadata.uid).toBe(first.metadata.uid);
    },
  },
  {
    id: '72',
    title: 'an orphan that is meant for no node is adopted and counted nowhere',
    play: async (api) => {
      const stage = await Stage.set(api, 'case-a');
      await stage.createPod(orphan('orphan', { schedulerName: 'nobody' }));
      await stage.start({ name: 'agent', template });
      await stage.untilPods(
        (pods) => pods.length === 2 && pods.every(({ metadata }) => metadata.ownerReferences?.length === 1),
      );
      await stage.letItWork();
      expect(await stage.pods()).toHaveLength(2);
      expect((await stage.daemonSet('agent')).status).toMatchObject({
        currentNumberScheduled: 1,
        numberMisscheduled: 0,
      });
    },
  },
  {
    id: '73',
    title: 'a Pending pod outlives a label that flips, until something else has the DaemonSet looked at',
    play: async (api) => {
      const stage = await Stage.set(api, 'case-a');
      await stage.finishNodes({ 'case-a': { labels: { disk: 'ssd' } } });
      await stage.start({ name: 'agent', template: { nodeSelector: { disk: 'ssd' } } });
      await stage.untilPods((pods) => pods.length === 1);
      await stage.letItWork();
      await stage.finishNodes({ 'case-a': { labels: { disk: 'hdd' } } });
      await stage.letItWork();
      expect(await stage.pods()).toHaveLength(1);
      await stage.patch('agent', { metadata: { annotations: { look: 'again' } } });
      await stage.untilPods((pods) => pods.length === 0);
    },
  },
  {
    id: '74',
    title: 'a rolling update without surge loses the pod of a node that only lets pods be',
    play: async (api) => {
      const stage = await Stage.set(api, 'case-a', 'case-b');
      await stage.start({ name: 'agent', template, scheduled: true, updateStrategy: { type: 'RollingUpdate' } });
      const before = await stage.untilPods((pods) => pods.length === 2 && pods.every(isReady));
      await stage.finishNodes({ 'case-b': { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } });
      await stage.letItWork();
      expect(await stage.pods()).toHaveLength(2);
      await stage.patch('agent', { spec: { template: { metadata: { annotations: { edition: '2' } } } } });
      const old = new Set(before.map(({ metadata }) => metadata.uid));
      const after = await stage.untilPods(
        (pods) => pods.length === 1 && pods.every((pod) => isReady(pod) && !old.has(pod.metadata.uid)),
      );
      await stage.letItWork();
      expect((await stage.pods()).map(targetOf)).toEqual(['case-a']);
      expect(targetOf(only(after))).toBe('case-a');
    },
  },
];
