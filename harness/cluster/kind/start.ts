import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterError } from '../../errors.ts';
import { versionOf } from '../../toolchain/index.ts';
import { Api } from '../api.ts';
import { takeScript } from '../kind-node/files.ts';
import { settleIdentity } from '../kind-node/identity.ts';
import { loadMissing } from '../kind-node/images.ts';
import { asked } from '../kind-node/shell.ts';
import { createDefaultServiceAccount } from '../namespaces.ts';
import { readRecord, removeRecord, writeRecord } from '../record.ts';
import { ClusterState } from './cluster-state.ts';
import { kindConfig } from './config.ts';
import { containersOf, isOurs } from './containers.ts';
import { createCluster, endStarters } from './create.ts';
import { type Engine, engineThatRuns, limitsOf } from './engine.ts';
import { kindFiles } from './files.ts';
import { withLastWords } from './last-words.ts';
import { preferFirstNodes } from './name-service.ts';
import { waitForNodes } from './nodes.ts';
import type { KindOptions } from './options.ts';
import { freshPool, type Member } from './pool.ts';
import { roomOf, whyNoRoom } from './room.ts';
import { takeSnapshot } from './snapshot.ts';
import { type Supplies, withArchives } from './supplies.ts';
import { waitForControlPlane, waitForSystem } from './system-ready.ts';

/** What a cluster is to be made of; two of the same digest are interchangeable. */
export interface Plan {
  config: string;
  digest: string;
  supplies: Supplies;
}

/** Raised when a cluster that an earlier version of this code made could not be reset by this one. */
const layout = 3;

/** The cluster that these options ask for. */
export async function planCluster(engine: Engine, { name, root }: KindOptions): Promise<Omit<Plan, 'supplies'>> {
  const markerFolder = kindFiles(root, name).mark;
  const config = kindConfig({ name, markerFolder, machine: await limitsOf(engine) });
  const made = [layout, config, versionOf('kubernetes'), versionOf('kind'), versionOf('kind-node')].join('\n');
  return { config, digest: createHash('sha256').update(made).digest('hex').slice(0, 16) };
}

const startTimeoutMs = 300_000;

/** Makes the cluster and waits until it can judge; a start that fails or is interrupted takes away what it began. */
export async function startCluster(engine: Engine, options: KindOptions, plan: Plan): Promise<void> {
  const { env, name, signal, onWait } = options;
  const noRoom = whyNoRoom(await roomOf(engine.docker));
  if (noRoom) throw noRoom;
  try {
    await makeCluster(engine, options, plan);
  } catch (error) {
    try {
      // Not with the signal, which may say to stop already.
      await clearCluster(await engineThatRuns({ env }), options);
    } catch (cause) {
      onWait?.(`Cluster ${name} could not be taken away; the next start does it. ${(cause as Error).message}`);
    }
    signal?.throwIfAborted();
    throw error;
  }
}

async function makeCluster(engine: Engine, options: KindOptions, plan: Plan): Promise<void> {
  const { name, root, signal, onProgress } = options;
  const files = kindFiles(root, name);
  const state = new ClusterState(files);
  const record = { name, provider: 'kind' as const, digest: plan.digest, ports: {} };
  mkdirSync(files.mark, { recursive: true });
  mkdirSync(dirname(files.config), { recursive: true });
  writeFileSync(files.config, plan.config);
  // From here on a killed start is known to be ours, and reaped by the next.
  writeRecord(root, { ...record, state: 'creating' });
  const { kind, image } = plan.supplies;
  const { config, kubeconfig } = files;
  await createCluster({
    ...{ kind, name, image, config, kubeconfig, env: engine.env },
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  });
  const members = freshPool(name);
  const api = await Api.fromKubeconfig({ path: kubeconfig });
  try {
    onProgress?.('Waiting until every node is Ready…');
    await untilReady(api, { engine, options });
    await Promise.all(
      members.map(({ container, node }) =>
        asked(`preparing ${node}`, async () => {
          await settleIdentity(engine.$, { container, node });
          await engine.$`docker exec ${container} sh -ec ${takeScript}`;
        }),
      ),
    );
    state.snapshot = await takeSnapshot(api);
  } finally {
    api.close();
  }
  const containers = await containersOf(engine.docker, name);
  const ipOf = (member: Member) => containers.find((container) => container.name === member.container)?.ip ?? '';
  state.pool = {
    members: members.map((member) => ({ ...member, ip: ipOf(member) })),
    inUse: members.map(({ container }) => container),
    images: [],
    labImages: [],
    image,
  };
  writeRecord(root, { ...record, state: 'ready' });
}

async function untilReady(api: Api, { engine, options }: { engine: Engine; options: KindOptions }): Promise<void> {
  const { name, signal } = options;
  await waitForControlPlane(api, { signal });
  await preferFirstNodes(api);
  const nodes = freshPool(name).map(({ node }) => ({ name: node }));
  const names = nodes.map(({ name: node }) => node);
  try {
    await waitForNodes(api, names, startTimeoutMs);
    await Promise.all([waitForSystem(api, nodes), createDefaultServiceAccount(api, 'default')]);
  } catch (error) {
    signal?.throwIfAborted();
    throw await withLastWords(error, { engine, members: freshPool(name) });
  }
}

/** Gives every machine of the cluster those of the images that were built here. */
export async function loadImages(
  engine: Engine,
  { name, env, onProgress }: KindOptions,
  refs: readonly string[],
): Promise<void> {
  const containers = freshPool(name).map(({ container }) => container);
  await loadMissing(engine.$, containers, { images: withArchives(refs, env), ...(onProgress && { onProgress }) });
}

/** Ends the cluster whatever its state, and everything it left; what somebody else made under its name stays. */
export async function clearCluster({ docker }: Engine, { name, root }: KindOptions): Promise<void> {
  const { config } = kindFiles(root, name);
  const halfMade = readRecord(root, { provider: 'kind', name })?.state === 'creating';
  await endStarters({ config, name });
  const clear = async () => {
    const ours = (await containersOf(docker, name)).filter((container) => isOurs(container, root));
    const names = ours.map((container) => container.name);
    if (names.length > 0) await docker(`ending cluster ${name}`, ['rm', '--force', '--volumes', ...names]);
    return names.length > 0;
  };
  while (await clear());
  // What the engine was asked for before its client was ended may appear a moment later.
  for (let look = 0; halfMade && look < 10; look += 1) {
    await sleep(100);
    while (await clear());
  }
  forgetCluster(root, name);
}

/** Removes what this machine keeps of a cluster beside its containers; the record goes last, so that a killed end is ended by the next. */
export function forgetCluster(root: string, name: string): void {
  const files = kindFiles(root, name);
  for (const path of [files.folder, files.kubeconfig, files.config]) rmSync(path, { recursive: true, force: true });
  removeRecord(root, { provider: 'kind', name });
}

/** Throws when containers of this name are not ours: they are never taken over, nor removed. */
export async function refuseForeign({ docker }: Engine, { name, root }: KindOptions): Promise<void> {
  const foreign = (await containersOf(docker, name)).filter((container) => !isOurs(container, root));
  if (foreign.length === 0) return;
  const names = foreign.map((container) => container.name).join(', ');
  throw new ClusterError(
    'E_FOREIGN_CLUSTER',
    `Expected no kind cluster named ${name} but found one that this program did not make (${names}). It is left alone.`,
    { next: `take another name with --cluster, or, if it is not needed: kind delete cluster --name ${name}` },
  );
}
