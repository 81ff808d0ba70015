import { type Engine, findEngine, startVariable, whyNotStart } from '../cluster/engine/index.ts';
import { listImages, type NodeImage, nodeImage } from '../cluster/images/index.ts';
import { inspectToolchain } from '../toolchain/index.ts';
import type { CliContext } from './context.ts';
import { type Finding, megabytes } from './finding.ts';

type Asker = Pick<CliContext, 'env' | 'signal'>;

/** What labs that need a kubelet take: an engine, kind, the image of its nodes, and images for labs. */
export async function kindFindings({ env, signal }: Asker): Promise<Finding[]> {
  const found = await findEngine({ env, signal });
  const engine = found.kind === 'found' ? found.engine : undefined;
  const first = engine ? engineFound(engine) : engineMissing(found.kind === 'none' ? found.reason : '', env);
  return [
    first,
    ...(await kindBinary({ env, signal })),
    ...(engine ? [nodeImageFinding(await nodeImage({ env, engine, signal }))] : []),
    await labImages(env, engine),
  ];
}

function engineFound({ version, host, ours }: Engine): Finding {
  const where = ours ? ', started by this program' : host === undefined ? '' : ` at ${host}`;
  return { what: 'container engine', ok: true, detail: `${version} answers${where}` };
}

/** Finding of a machine without an engine; where we may start one, that is what mends it. */
export function engineMissing(reason: string, env: NodeJS.ProcessEnv): Finding {
  const mayStart = (given: NodeJS.ProcessEnv) =>
    whyNotStart({ env: given, platform: process.platform, uid: process.getuid?.() }) === undefined;
  const allowed = { ...env, [startVariable]: '1' };
  const fix = mayStart(allowed) ? `${startVariable}=1 course cluster up --provider kind` : 'start Docker';
  return {
    what: 'container engine',
    ok: false,
    optional: true,
    detail: `${reason} Only labs that need a kubelet take one.`,
    fix,
  };
}

async function kindBinary({ env }: Asker): Promise<Finding[]> {
  const statuses = await inspectToolchain({ env, set: 'kind' });
  return statuses
    .filter(({ tool }) => tool !== 'go')
    .map(({ tool, state, version, path, sizeBytes }) =>
      state === 'intact'
        ? { what: tool, ok: true, detail: `${version}, ${megabytes(sizeBytes)}, ${path}` }
        : {
            what: tool,
            ok: false,
            optional: true,
            detail: `${version} is ${state === 'damaged' ? 'damaged' : 'not in the cache yet'}`,
            fix: 'course cluster up --provider kind',
          },
    );
}

/** What is said of the image of kind's nodes. */
export function nodeImageFinding({ ref, source, state, reason }: NodeImage): Finding {
  const what = 'node image';
  if (state === 'present') return { what, ok: true, detail: `${ref} is in the engine` };
  if (state === 'archived') return { what, ok: true, detail: `${ref} is in the cache; the next start loads it` };
  if (source === 'official') return { what, ok: true, detail: `${ref} is pulled by the first start` };
  const why = reason === undefined ? '' : ` (${reason.replace(/\.$/, '')})`;
  const fix = source === 'given' ? `docker pull ${ref}` : 'npm run offline:images -- --only node';
  return { what, ok: false, optional: true, detail: `${ref} is not built${why}`, fix };
}

async function labImages(env: NodeJS.ProcessEnv, engine: Engine | undefined): Promise<Finding> {
  const images = (await listImages(env, engine)).filter(({ name }) => name !== 'node');
  const built = images.filter(({ archive }) => archive !== undefined);
  const size = megabytes(built.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
  const lacking = images.filter((image) => !built.includes(image)).map(({ name }) => name);
  const detail = `${built.length} of ${images.length} built here (${size}); the others need a registry`;
  if (lacking.length === 0)
    return { what: 'lab images', ok: true, detail: `all ${images.length} built here (${size})` };
  const only = lacking.length === images.length ? '' : ` -- --only ${lacking.join(' ')}`;
  return { what: 'lab images', ok: false, optional: true, detail, fix: `npm run offline:images${only}` };
}
