import type { Api } from '../api.ts';
import type { Journal } from '../kind-node/journal.ts';
import { rename } from '../kind-node/rename.ts';
import { asked } from '../kind-node/shell.ts';
import { tidyMachines, undoTouched } from '../kind-node/undo.ts';
import type { Topology } from '../provider.ts';
import { resetCluster } from '../reset/reset.ts';
import type { ClusterState } from './cluster-state.ts';
import type { Engine } from './engine.ts';
import { endPods, restoreObjects, systemOf } from './ground.ts';
import { type Assignment, bringNodes, parkOthers, waitForNodes } from './nodes.ts';
import { assign } from './pool.ts';
import { birthOf, type Snapshot } from './snapshot.ts';
import { waitForSystem } from './system-ready.ts';

export interface ResetTools {
  engine: Engine;
  state: ClusterState;
  snapshot: Snapshot;
  journal: Journal;
}

const quickMs = 20_000;
const patientMs = 240_000;

/** Makes the cluster hold the topology's nodes and nothing that a lab left, objects and files alike. */
export async function resetKind(api: Api, topology: Topology, tools: ResetTools): Promise<void> {
  const { engine, state, snapshot, journal } = tools;
  const pool = state.pool?.members ?? [];
  // Before the objects: the pod of a manifest that a kubelet still has comes back as often as it is deleted.
  await undoTouched({ $: engine.$, journal, pool });
  await resetCluster(api, topology, {
    namespaces: new Map(Object.entries(snapshot.namespaces)),
    isSystem: systemOf(snapshot),
    endPods: (_api, pods) => endPods(api, pods, new Set(pool.map(({ node }) => node))),
    async restore() {
      await Promise.all([restoreObjects(api, snapshot), tidyMachines({ $: engine.$, pool })]);
    },
    async resetNodes(_api, _topology, live) {
      const assignments = assign(topology, pool).map(({ wanted, member }) => ({
        wanted,
        member,
        birth: birthOf(snapshot, member),
      }));
      await parkOthers(api, live, assignments);
      const back = await bringNodes(api, live, assignments);
      // A kubelet that starts under its new name would else make a node of its own, without the lab's labels and taints.
      await takeNames(tools, assignments);
      await showStaticPods(engine, back);
      await waitUntilReady(api, assignments, engine);
    },
  });
  journal.clear();
}

/** Lets each machine go by the name that the lab gives it; the new name is on disk before the machine has it. */
async function takeNames({ engine: { $ }, state }: ResetTools, assignments: readonly Assignment[]): Promise<void> {
  const pool = state.pool;
  if (!pool) return;
  const nameOf = new Map(assignments.map(({ member, wanted }) => [member.container, wanted.name]));
  const members = pool.members.map((member) => ({ ...member, node: nameOf.get(member.container) ?? member.node }));
  state.pool = { ...pool, members, inUse: [...nameOf.keys()] };
  const controlPlane = members.find(({ role }) => role === 'control-plane')?.container ?? '';
  await Promise.all(
    assignments
      .filter(({ member, wanted }) => member.node !== wanted.name)
      .map(({ member, wanted }) => rename($, member, { node: wanted.name, controlPlane })),
  );
}

/** A kubelet shows its static pods to a node's new object after a minute or so; one that starts does so at once. */
async function showStaticPods({ $ }: Engine, back: readonly Assignment[]): Promise<void> {
  const planes = back.filter(({ member }) => member.role === 'control-plane').map(({ member }) => member.container);
  for (const container of planes)
    await asked('starting the kubelet again', () => $`docker exec ${container} systemctl restart kubelet`);
}

/** A kubelet reports to its node's new object within seconds; one that does not is started again. */
async function waitUntilReady(api: Api, assignments: readonly Assignment[], { $ }: Engine): Promise<void> {
  const names = assignments.map(({ wanted }) => wanted.name);
  try {
    await waitForNodes(api, names, quickMs);
  } catch {
    await asked('starting the kubelets again', () =>
      Promise.all(assignments.map(({ member }) => $`docker exec ${member.container} systemctl restart kubelet`)),
    );
    await waitForNodes(api, names, patientMs);
  }
  await waitForSystem(
    api,
    assignments.map(({ wanted }) => wanted),
  );
}
