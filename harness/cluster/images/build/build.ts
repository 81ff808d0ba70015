import { mkdir, rm } from 'node:fs/promises';
import { UsageError } from '../../../errors.ts';
import { didYouMean } from '../../../lab/suggest.ts';
import { ensureToolchain } from '../../../toolchain/index.ts';
import { throwIfInterrupted } from '../../../toolchain/interruption.ts';
import { withLock } from '../../../toolchain/lock.ts';
import { type ToolName, type ToolSet, toolSets } from '../../../toolchain/tools.ts';
import type { Engine } from '../../engine/index.ts';
import { checkDisk } from '../disk.ts';
import { Docker } from '../docker.ts';
import type { ImageEvent } from '../events.ts';
import { keysOf } from '../keys.ts';
import { ownLabel } from '../labels.ts';
import { imagesPlace, keptImage } from '../place.ts';
import { type PlanStep, planImages, type Wanted } from '../plan.ts';
import { engineRef, type Recipe, toolsOf } from '../recipe.ts';
import { allRecipes } from '../recipes.ts';
import { imageStates } from '../states.ts';
import { saveImage } from '../store.ts';
import { extractContents } from './contents.ts';
import { buildImage } from './image.ts';
import { buildNode } from './node.ts';
import { buildRootfs } from './rootfs.ts';
import type { Workbench } from './workbench.ts';

export interface BuildOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly engine: Engine;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: ImageEvent) => void) | undefined;
  /** Names or refs; everything that is kept unless given. */
  readonly only?: readonly string[];
  /** Builds what is there already too, with the packages of today. */
  readonly force?: boolean;
}

/** How long one step took. */
export interface StepTime {
  readonly what: string;
  readonly ms: number;
}

/** Builds the images that are missing, one process at a time; says what it did and how long that took. */
export async function buildImages(options: BuildOptions): Promise<StepTime[]> {
  const { env, signal, onEvent = () => undefined } = options;
  const wanted: Wanted = { names: namesOf(options.only, allRecipes()), force: options.force ?? false };
  return withLock(
    imagesPlace(env).lock,
    {
      what: 'building the offline images',
      onWait: ({ pid, what }) => onEvent({ kind: 'waiting', pid, what }),
      ...(signal && { signal }),
    },
    () => buildWanted(wanted, { ...options, onEvent }),
  );
}

/** The recipes that the given words name. */
export function namesOf(only: readonly string[] | undefined, recipes: readonly Recipe[]): string[] {
  const kept = recipes.filter((recipe) => recipe.kept);
  if (only === undefined || only.length === 0) return kept.map(({ name }) => name);
  return only.map((word) => {
    const found = kept.find(({ name, ref }) => word === name || word === ref);
    if (found !== undefined) return found.name;
    const names = kept.map(({ name }) => name);
    throw new UsageError(
      'E_UNKNOWN_IMAGE',
      `Expected one of ${names.join(', ')} but found ${word}.${didYouMean(word, names)}`,
      { next: 'npm run offline:images -- --list' },
    );
  });
}

type Emitting = BuildOptions & { onEvent: (event: ImageEvent) => void };

async function buildWanted(wanted: Wanted, options: Emitting): Promise<StepTime[]> {
  const { env, engine, signal, onEvent } = options;
  const recipes = allRecipes();
  const keys = keysOf(recipes);
  const place = imagesPlace(env);
  const docker = new Docker({ engine, signal });
  const states = await imageStates(recipes, keys, { docker, place });
  const steps = planImages(recipes, wanted, (name) => states.get(name) ?? { inEngine: false, archived: false });
  if (steps.length === 0) return [];
  await checkDisk([place.folder, ...(await engineFolders(docker))], steps);
  await emptyFolder(place.work);
  const builds = steps.some(({ kind }) => kind === 'build');
  const timer = new StepTimer(steps.length + (builds ? 1 : 0), onEvent);
  try {
    const tools = builds ? await timer.time('programs', () => ensureTools(steps, options)) : new Map();
    const bench: Workbench = {
      docker,
      env,
      signal,
      work: place.work,
      tools,
      recipe: (name) => recipes.find((recipe) => recipe.name === name) ?? fail(name),
      keyOf: ({ name }) => keys.get(name) ?? fail(name),
    };
    for (const step of steps) {
      throwIfInterrupted(signal);
      await timer.time(`${step.kind} ${step.recipe.name}`, () => take(step, bench));
    }
    // What has just been replaced has lost its name, and would be kept for nobody.
    await docker.run('image', 'prune', '--force', '--filter', `label=${ownLabel}=true`);
    return timer.times;
  } finally {
    await emptyFolder(place.work);
  }
}

function fail(name: string): never {
  throw new Error(`Expected a recipe named ${name}.`);
}

/** Does one step of the plan. */
async function take({ kind, recipe }: PlanStep, bench: Workbench): Promise<void> {
  const key = bench.keyOf(recipe);
  const place = imagesPlace(bench.env);
  const kept = keptImage(place, recipe.name, key);
  if (kind === 'load') return void (await bench.docker.run('load', '--input', kept.archive));
  if (kind === 'save') {
    await mkdir(kept.folder, { recursive: true });
    await extractContents(bench.docker, engineRef(recipe), kept.sbom);
    return saveImage(bench.docker, place, { name: recipe.name, ref: engineRef(recipe), key });
  }
  switch (recipe.kind) {
    case 'rootfs':
      return buildRootfs(recipe, bench);
    case 'build':
      return buildImage(recipe, bench);
    case 'node':
      return buildNode(recipe, bench);
  }
}

/** Makes the programs ready that the steps need, set by set, and says where they are. */
async function ensureTools(
  steps: readonly PlanStep[],
  { env, signal, onEvent }: Emitting,
): Promise<Map<ToolName, string>> {
  const needed = new Set(steps.flatMap(({ kind, recipe }) => (kind === 'build' ? toolsOf(recipe) : [])));
  const found = new Map<ToolName, string>();
  for (const set of Object.keys(toolSets) as ToolSet[]) {
    const tools = toolSets[set].filter((tool) => needed.has(tool));
    if (tools.length === 0) continue;
    const { binaries } = await ensureToolchain({
      env,
      set,
      tools,
      onEvent: (event) => onEvent({ kind: 'toolchain', event }),
      ...(signal && { signal }),
    });
    for (const tool of tools) found.set(tool, binaries[tool]);
  }
  return found;
}

/** Where the engine keeps its images, if that is a folder of this machine. */
async function engineFolders(docker: Docker): Promise<string[]> {
  if (process.platform !== 'linux') return [];
  const folder = (await docker.run('info', '--format', '{{.DockerRootDir}}')).trim();
  return folder.startsWith('/') ? [folder] : [];
}

async function emptyFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}

/** Tells of each step when it begins and ends, and keeps the times. */
class StepTimer {
  readonly times: StepTime[] = [];
  readonly #of: number;
  readonly #emit: (event: ImageEvent) => void;

  constructor(of: number, emit: (event: ImageEvent) => void) {
    this.#of = of;
    this.#emit = emit;
  }

  async time<T>(what: string, run: () => Promise<T>): Promise<T> {
    const at = this.times.length + 1;
    this.#emit({ kind: 'step', at, of: this.#of, what });
    const started = performance.now();
    const result = await run();
    const ms = performance.now() - started;
    this.times.push({ what, ms });
    this.#emit({ kind: 'done', at, of: this.#of, what, ms });
    return result;
  }
}
