import type { Api } from '../cluster/api.ts';
import type { PlacementVerdict } from '../result.ts';
import { hasStrayPods } from '../verdict/absent-nodes.ts';
import { Judge, type Task } from '../verdict/judge.ts';
import { ReadyProofs } from './ready-proofs.ts';
import { type UntilFinalOptions, untilFinal } from './until-final.ts';
import { type Subject, Watcher } from './watcher.ts';

export interface Settled {
  verdict: PlacementVerdict;
  /** How long pods of deleted nodes were waited for, which no flag of Kubernetes shortens. */
  fixedWaitMs: number;
}

/** Watches a DaemonSet until the verdict on it is final: at the fixpoint at once, off it at the timeout. */
export async function settle(
  api: Api,
  { subject, task }: { subject: Subject; task: Task },
  options: UntilFinalOptions,
): Promise<Settled> {
  const judge = new Judge(task);
  const started = performance.now();
  const proofs = new ReadyProofs();
  let fixedWaitMs = 0;
  let waitsForStrays = false;
  const verdict = await untilFinal<Watcher, PlacementVerdict>(
    api,
    {
      watch: (onChange) => new Watcher(api, subject, onChange),
      judge: ({ observation }) => judge.judge(observation).verdict,
      isFinal: ({ observation }) => {
        const isStray = hasStrayPods(observation);
        // Up to the look that no longer shows them: in between there may have been nothing to look at.
        if (isStray || waitsForStrays) fixedWaitMs = performance.now() - started;
        waitsForStrays = isStray;
        return judge.isFinal(observation);
      },
      unprovenMs: ({ observation: { nodes, podsByNode } }) =>
        proofs.leftMs({ nodes, podsOn: (node) => podsByNode.get(node) ?? [] }, api.clockSkewMs),
      // A pass is the controller's own doing; that there is no DaemonSet is nothing that it could change.
      dependsOnControllers: ({ status, code }) => status !== 'pass' && code !== 'DAEMONSET_NOT_FOUND',
    },
    options,
  );
  return { verdict, fixedWaitMs };
}
