import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClusterError } from '../../../errors.ts';
import { moduleFolder } from '../../../toolchain/go-modules.ts';
import { sealDockerfile } from '../dockerfile.ts';
import { labelsOf } from '../labels.ts';
import { type BuildRecipe, engineRef } from '../recipe.ts';
import { mirrorArgument } from '../recipes.ts';
import { contentsOf } from './contents.ts';
import { writeContext } from './context.ts';
import { draftRef, type Workbench } from './workbench.ts';

/** Where Debian packages come from; ONE_PER_NODE_DEBIAN_MIRROR replaces it. */
export function debianMirror(env: NodeJS.ProcessEnv): string {
  return env.ONE_PER_NODE_DEBIAN_MIRROR?.replace(/\/+$/, '') || 'http://deb.debian.org';
}

/** Builds a draft, proves that it is what its name says, and seals it with labels and its list of contents. */
export async function buildImage(recipe: BuildRecipe, bench: Workbench): Promise<void> {
  const { docker, env } = bench;
  const folder = join(bench.work, recipe.name);
  const draft = draftRef(recipe);
  await writeContext(recipe, folder, bench);
  const ingredients = Object.entries(recipe.from).map(([name, from]) => [name, engineRef(bench.recipe(from))]);
  const settings = Object.entries(recipe.args).map(([name, value]) => [
    name,
    value === mirrorArgument ? debianMirror(env) : value,
  ]);
  await docker.build(folder, draft, {
    args: { ...proxies(env), ...Object.fromEntries([...settings, ...ingredients]) },
    network: recipe.network,
  });
  await prove(recipe, draft, bench);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  await writeFile(join(folder, 'sbom.json'), `${JSON.stringify(await contentsOf(recipe, draft, bench), null, 1)}\n`);
  await writeFile(join(folder, 'Dockerfile'), sealDockerfile(labelsOf(recipe, bench.keyOf(recipe))));
  await docker.build(folder, engineRef(recipe), { args: { DRAFT: draft }, network: false });
  await docker.run('rmi', '--no-prune', draft);
  await rm(folder, { recursive: true, force: true });
}

/** Docker knows these build arguments without being told, and keeps them out of the image. */
function proxies(env: NodeJS.ProcessEnv): Record<string, string> {
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'];
  return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}

async function prove({ proof, name, ref }: BuildRecipe, draft: string, bench: Workbench): Promise<void> {
  if (proof === undefined) return;
  const { run = [], source } = proof;
  const said = source === undefined ? await outputOf(draft, run, bench) : await sourceText(source, bench);
  const mistake = refuted(proof.prints, said);
  if (mistake === undefined) return;
  const what = source === undefined ? `\`${run.join(' ')}\`` : source;
  throw new ClusterError('E_IMAGE_VERSION', `For the image ${ref}, expected ${what} ${mistake}`, {
    next: `Give ${name} in offline/images.yaml the tag of the version that it is, in \`ref\` and in \`proves\`, and the labs that name it too.`,
  });
}

async function outputOf(draft: string, run: readonly string[], { docker }: Workbench): Promise<string> {
  const { stdout, stderr } = await docker.tryIn(draft, run);
  return `${stdout}\n${stderr}`;
}

async function sourceText(file: string, bench: Workbench): Promise<string> {
  return readFile(join(await moduleFolder('kubernetes', 'k8s.io/kubernetes', bench), file), 'utf8');
}

/** Why an output does not prove a version, as the end of a sentence: 1.22.10 is no proof of 1.22.1. */
export function refuted(prints: string, output: string): string | undefined {
  const at = output.indexOf(prints);
  const next = at < 0 ? '' : (output[at + prints.length] ?? '');
  if (at >= 0 && !/[\w]/.test(next) && !/^\.\d/.test(output.slice(at + prints.length))) return undefined;
  const said = output.trim().split('\n').slice(0, 3).join(' / ');
  return `to say ${prints} but it says: ${said || 'nothing'}`;
}
