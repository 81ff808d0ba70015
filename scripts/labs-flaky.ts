import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { RunResult } from '../harness/result.ts';
import { startHogs } from './flaky/hogs.ts';
import { exitCodeOf, tally, tallyText } from './flaky/rounds.ts';

/**
 * `npm run labs:flaky -- [LAB…] --times 5`: runs the labs with starters and traps again and again beside processes that
 * take every core, and counts the verdicts that come out other than declared. A verdict may come late, and never wrong.
 * `--jobs 4` spreads them over four clusters, which then also stand in each other's way.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    times: { type: 'string', default: '5' },
    hogs: { type: 'string', default: String(availableParallelism()) },
    cluster: { type: 'string', default: 'flaky' },
    provider: { type: 'string', default: 'kwok' },
    labs: { type: 'string' },
    jobs: { type: 'string', default: '1' },
  },
});
const shim = join(import.meta.dirname, '..', 'course');

/** One run as JSON; undefined where the command printed none. */
function runOnce(): Promise<RunResult | undefined> {
  const where = ['--cluster', values.cluster, '--provider', values.provider, '--jobs', values.jobs];
  const flags = ['--traps', '-o', 'json', ...where, ...(values.labs ? ['--labs', values.labs] : [])];
  const child = spawn(shim, ['run', ...positionals, ...flags], { stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve(stdout === '' ? undefined : (JSON.parse(stdout) as RunResult)));
  });
}

const [times, hogs] = [Number(values.times), Number(values.hogs)];
if (!Number.isInteger(times) || times < 1 || !Number.isInteger(hogs) || hogs < 0) {
  console.error(`Expected whole numbers for --times and --hogs but found ${values.times} and ${values.hogs}.`);
  process.exitCode = 2;
} else {
  const endHogs = startHogs(hogs);
  const results: RunResult[] = [];
  try {
    for (let round = 1; round <= times; round += 1) {
      const result = await runOnce();
      if (!result) break;
      results.push(result);
      const { judged, wrong, broken } = tally([result]);
      const took = `${(result.durationMs / 1000).toFixed(0)} s`;
      console.log(
        `round ${round} of ${times}: ${judged} verdicts, ${wrong.length} wrong, ${broken.length} not judged, ${took}`,
      );
    }
  } finally {
    endHogs();
  }
  const sum = tally(results);
  process.stdout.write(`\n${tallyText(sum)}`);
  process.exitCode = results.length < times ? 3 : exitCodeOf(sum);
}
