import type { Check } from './checks.ts';

export interface Outcome {
  exitCode: number;
  output: string;
  durationMs: number;
}

export interface CheckRunner {
  start(command: readonly [string, ...string[]]): Promise<Outcome>;
  write(text: string): unknown;
}

const atOnce = 2;

/** Runs every check, whatever the others say: a line for each, the output of what failed, and at the end how to mend it. */
export async function runChecks(checks: readonly Check[], { start, write }: CheckRunner): Promise<boolean> {
  if (checks.length === 0) {
    write('Expected at least one check but found none.\n');
    return false;
  }
  const failed: { check: Check; outcome: Outcome }[] = [];
  const waiting = [...checks];
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const outcome = await start(check.command);
      const ok = outcome.exitCode === 0;
      if (!ok) failed.push({ check, outcome });
      write(`${ok ? 'ok    ' : 'FAILED'}  ${check.name.padEnd(16)} ${(outcome.durationMs / 1000).toFixed(1)} s\n`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  for (const { check, outcome } of failed)
    write(`\n── ${check.name}: ${check.command.join(' ')}\n${outcome.output.trim()}\n`);
  if (failed.length > 0) write(`\n${failed.map(({ check }) => summary(check)).join('\n')}\n`);
  return failed.length === 0;
}

/** Runs what mends the checks that a machine can mend. */
export async function runFixes(checks: readonly Check[], { start, write }: CheckRunner): Promise<boolean> {
  let ok = true;
  for (const { name, fix } of checks) {
    if (!fix) continue;
    const { exitCode, output } = await start(fix);
    ok &&= exitCode === 0;
    write(`${exitCode === 0 ? 'fixed ' : 'LEFT  '}  ${name}\n${exitCode === 0 ? '' : `${output.trim()}\n`}`);
  }
  return ok;
}

function summary({ name, fix, advice }: Check): string {
  return `${name} failed. ${fix ? 'Next: npm run fix.' : `No command mends it: ${advice}.`} To run it alone: npm run check -- '${name}'`;
}
