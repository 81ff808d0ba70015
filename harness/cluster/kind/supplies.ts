import { ClusterError } from '../../errors.ts';
import { ensureToolchain } from '../../toolchain/index.ts';
import type { Engine as FoundEngine } from '../engine/index.ts';
import { archiveOf, ensureNodeImage, ensureWorkloadImages, isBuildable } from '../images/index.ts';
import { isInEngine, type LocalImage } from '../kind-node/images.ts';
import { type Docker, dockerAt } from './containers.ts';
import { type Engine, engineThatRuns } from './engine.ts';
import type { KindOptions } from './options.ts';

/** What a kind cluster is made of that this machine has to have first. */
export interface Supplies {
  /** The kind binary. */
  kind: string;
  /** Node image. */
  image: string;
}

type Options = Pick<KindOptions, 'env' | 'signal' | 'image'>;

/** Finds what a cluster needs, or makes it. Throws ClusterError naming the image that is missing and what makes it. */
export async function findSupplies({ env, signal, image }: Options, engine: FoundEngine): Promise<Supplies> {
  const stop = signal && { signal };
  const [{ binaries }, node] = await Promise.all([
    ensureToolchain({ env, set: 'kind', ...stop }),
    ensureNodeImage({ env, engine, ...stop, image }),
  ]);
  if (node.state === 'missing') await pull(node.ref, dockerAt(engine.env, signal));
  return { kind: binaries.kind, image: node.ref };
}

/** kind would pull it too, but only after the cluster that was there is gone. */
async function pull(image: string, docker: Docker): Promise<void> {
  try {
    await docker(`pulling ${image}`, ['pull', '--quiet', image]);
  } catch (cause) {
    if (!(cause instanceof ClusterError)) throw cause;
    throw new ClusterError(
      'E_IMAGE_MISSING',
      `Expected the node image ${image} but found it neither here nor in a registry. ${cause.message}`,
      {
        cause,
        next: 'npm run offline:images -- --only node builds one without a registry',
      },
    );
  }
}

/** The images with the archives of those that were built here. */
export function withArchives(refs: readonly string[], env: NodeJS.ProcessEnv): LocalImage[] {
  return refs.map((image) => ({ image, archive: archiveOf(image, env) }));
}

/** Which of these images no node could get and why, as the end of a sentence; undefined when pods of all can run. */
export async function whyNoImages(refs: readonly string[], options: Options): Promise<string | undefined> {
  const engine = await engineThatRuns(options).catch(() => undefined);
  if (!engine) return undefined;
  for (const ref of new Set(refs)) {
    const reason = await whyNotReady(ref, { options, engine });
    if (reason !== undefined) return reason;
  }
  return undefined;
}

async function whyNotReady(
  ref: string,
  { options, engine }: { options: Options; engine: Engine },
): Promise<string | undefined> {
  try {
    await ensureWorkloadImages([ref], { ...options, engine: engine.found });
    return undefined;
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    if (await isInEngine(engine.$, ref)) return undefined;
    if (!isBuildable(ref)) return `it runs the image ${ref}, which can neither be pulled nor built here`;
    return `it runs the image ${ref}, which cannot be pulled and is not built yet (${error.next})`;
  }
}
