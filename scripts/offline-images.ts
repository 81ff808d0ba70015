import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { abortOnSignals } from '../harness/cli/context.ts';
import { findEngine, startEngine } from '../harness/cluster/engine/index.ts';
import { buildImages, describeImageEvent, listImages, type StepTime } from '../harness/cluster/images/index.ts';
import { CourseError, UsageError } from '../harness/errors.ts';
import { ensureToolchain } from '../harness/toolchain/index.ts';

const usage = `npm run offline:images [-- --list | --only NAME… | --force] [--timings FILE]

Builds the images of a kind cluster from Debian packages and pinned Go modules: see offline/README.md.
  --list           shows what can be built and what is there
  --only NAME…     builds these alone, by name or as manifests name them
  --force          builds what is there too, with the packages of today
  --timings FILE   writes how long each step took, as JSON`;

const { env } = process;
const signal = abortOnSignals();

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof CourseError)) throw error;
  console.error([error.message, error.next && `Next: ${error.next}`].filter(Boolean).join('\n'));
  process.exitCode = error.exitCode;
}

async function main(argv: string[]): Promise<void> {
  const { values, positionals } = parse(argv);
  if (values.help) return console.log(usage);
  if (values.list) return list();
  if (positionals.length > 0 && values.only === undefined)
    throw new UsageError('E_USAGE', `Expected no argument but found ${positionals.join(' ')}.`, {
      next: '--only NAME…',
    });
  const only = [...(values.only ?? []), ...positionals];
  const engine = await startEngine({ env, signal });
  // With kind beside them the images are all that a machine without a network needs.
  if (only.length === 0) await ensureToolchain({ env, set: 'kind', signal });
  const times = await buildImages({
    env,
    engine,
    signal,
    onEvent: showProgress,
    only,
    force: values.force,
  });
  if (values.timings) writeFileSync(values.timings, `${JSON.stringify(times, null, 2)}\n`);
  console.log(times.length === 0 ? 'Every image is there.' : table(times));
}

function parse(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        list: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true },
        force: { type: 'boolean', default: false },
        timings: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UsageError('E_USAGE', (error as Error).message, { next: usage });
  }
}

async function list(): Promise<void> {
  const found = await findEngine({ env });
  for (const image of await listImages(env, found.kind === 'found' ? found.engine : undefined)) {
    const state = image.archive ? `${Math.round(image.sizeBytes / 1e6)} MB` : 'not built';
    console.log(`${image.name.padEnd(16)} ${state.padStart(10)}  ${image.ref}\n${' '.repeat(29)}${image.title}`);
    if (image.archive) console.log(`${' '.repeat(29)}${image.archive}${image.inEngine ? ' (and in the engine)' : ''}`);
  }
}

/** Builds of programs tell of every package: on a terminal they share a line, elsewhere only the steps are told. */
function showProgress(event: Parameters<typeof describeImageEvent>[0]): void {
  const line = describeImageEvent(event);
  const passing = event.kind === 'toolchain' && event.event.kind !== 'installed';
  if (process.stderr.isTTY)
    process.stderr.write(`\r\u001b[K${line.slice(0, (process.stderr.columns ?? 80) - 1)}${passing ? '' : '\n'}`);
  else if (!passing) console.error(line);
}

function table(times: readonly StepTime[]): string {
  const rows = [...times, { what: 'in all', ms: times.reduce((sum, { ms }) => sum + ms, 0) }];
  return rows.map(({ what, ms }) => `${what.padEnd(28)} ${(ms / 1000).toFixed(1).padStart(7)} s`).join('\n');
}
