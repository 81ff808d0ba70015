import { ClusterError } from '../../errors.ts';
import { versionOf } from '../../toolchain/tools.ts';
import versions from '../../toolchain/versions.json' with { type: 'json' };
import type { Engine } from '../engine/index.ts';
import { catalogue } from './catalogue.ts';
import { Docker } from './docker.ts';
import { keysOf } from './keys.ts';
import { imagesPlace, keptImage } from './place.ts';
import { allRecipes, nodeRef, preloadedRefs } from './recipes.ts';
import { whyNoRegistry } from './registry.ts';
import { imageStates } from './states.ts';
import { readImageRecord } from './store.ts';

export interface ImageOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly engine: Engine;
  readonly signal?: AbortSignal | undefined;
}

/** The image that kind makes nodes of. */
export interface NodeImage {
  readonly ref: string;
  /** given: somebody chose it; official: kind's own, by its digest; offline: built here. */
  readonly source: 'given' | 'official' | 'offline';
  /** Whether the engine can use it now; an official one that is missing is pulled by kind, an offline one is loaded or built first. */
  readonly state: 'present' | 'archived' | 'missing';
  /** Why it is not the official one. */
  readonly reason?: string;
}

/** kind's own image, pinned as its release notes name it. */
export const officialNodeRef = `kindest/node:v${versionOf('kind-node')}@${versions['kind-node-digest']}`;

/** Chooses the node image and says whether it is there: the given one, else kind's own, else ours where no registry is reachable. */
export async function nodeImage({
  image,
  ...options
}: ImageOptions & { image?: string | undefined }): Promise<NodeImage> {
  const docker = new Docker(options);
  const has = (ref: string) => docker.succeeds('image', 'inspect', ref);
  if (image !== undefined) return { ref: image, source: 'given', state: (await has(image)) ? 'present' : 'missing' };
  if (await has(officialNodeRef)) return { ref: officialNodeRef, source: 'official', state: 'present' };
  const reason = await whyNoRegistry([officialNodeRef], options);
  if (reason === undefined) return { ref: officialNodeRef, source: 'official', state: 'missing' };
  const recipes = allRecipes();
  const place = imagesPlace(options.env);
  const state = (await imageStates(recipes, keysOf(recipes), { docker, place })).get('node');
  const where = state?.inEngine ? 'present' : state?.archived ? 'archived' : 'missing';
  return { ref: nodeRef, source: 'offline', state: where, reason };
}

/** The node image, ready for kind; throws ClusterError where it must be built first. */
export async function ensureNodeImage(options: ImageOptions & { image?: string | undefined }): Promise<NodeImage> {
  const found = await nodeImage(options);
  if (found.source !== 'offline' || found.state === 'present') return found;
  const archive = archiveOf(found.ref, options.env);
  if (archive === undefined) throw missingError(found.ref, 'node', found.reason);
  await new Docker(options).run('load', '--input', archive);
  return { ...found, state: 'present' };
}

/** An image that labs run, by its name for --only and its name in manifests. */
export interface WorkloadImage {
  readonly name: string;
  readonly ref: string;
}

/** Every image for labs that can be built here. */
export function workloadImages(): WorkloadImage[] {
  return catalogue().map(({ name, ref }) => ({ name, ref }));
}

/** Whether nodes can have this image without a registry: built here, or part of our node image. */
export function isBuildable(ref: string): boolean {
  return preloadedRefs.includes(ref) || catalogue().some((entry) => entry.ref === ref);
}

/** An image that pods name, and how nodes get it. */
export interface ReadyImage {
  readonly ref: string;
  /** To be loaded into each node; undefined where the node has it or pulls it. */
  readonly archive: string | undefined;
}

/** How nodes get each of these images; throws ClusterError for one that is neither built nor to be had from a registry. */
export async function ensureWorkloadImages(refs: readonly string[], options: ImageOptions): Promise<ReadyImage[]> {
  const found = [...new Set(refs)].map((ref) => ({ ref, archive: archiveOf(ref, options.env) }));
  const absent = found.filter(({ ref, archive }) => archive === undefined && !preloadedRefs.includes(ref));
  const publicRefs = absent.filter(({ ref }) => !isOwn(ref)).map(({ ref }) => ref);
  const reason = publicRefs.length === 0 ? undefined : await whyNoRegistry(publicRefs, options);
  const [missing] = reason === undefined ? absent.filter(({ ref }) => isOwn(ref)) : absent;
  if (missing !== undefined) throw missingError(missing.ref, nameOf(missing.ref), reason);
  return found;
}

/** The archive of an image for `ctr images import`, `docker load` or `kind load image-archive`; undefined when it is not built. */
export function archiveOf(ref: string, env: NodeJS.ProcessEnv): string | undefined {
  const recipes = allRecipes();
  const recipe = recipes.find((candidate) => candidate.ref === ref && candidate.kept);
  const key = recipe && keysOf(recipes).get(recipe.name);
  if (recipe === undefined || key === undefined) return undefined;
  const kept = keptImage(imagesPlace(env), recipe.name, key);
  return readImageRecord(kept) && kept.archive;
}

/** Images that are ours alone lie in no registry, wherever the learner is. */
function isOwn(ref: string): boolean {
  return ref.startsWith('one-per-node/');
}

function nameOf(ref: string): string | undefined {
  return catalogue().find((entry) => entry.ref === ref)?.name;
}

function missingError(ref: string, name: string | undefined, reason: string | undefined): ClusterError {
  const because = reason === undefined ? '' : `; no registry can be asked for it: ${reason}`;
  const expected = `Expected the image ${ref} but found it neither in the container engine nor in the cache${because}.`;
  return new ClusterError('E_IMAGE_MISSING', expected, {
    next:
      name === undefined
        ? 'Connect to its registry, or describe in offline/images.yaml how it is built.'
        : `npm run offline:images -- --only ${name}`,
  });
}
