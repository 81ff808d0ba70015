/** One line of the bench's table: what was measured, beside what a user would use instead, and the goal. */
export interface Figure {
  what: string;
  /** Such as `412 ms`. */
  measured: string;
  /** What it is measured against, with its own figure. */
  beside?: string;
  /** measured / beside. */
  ratio?: number;
  goal: string;
}

/** Milliseconds that a function takes. */
export async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

/** Runs two things in turn, so that a machine whose speed drifts treats both alike. */
export async function paired(
  rounds: number,
  ours: () => Promise<unknown>,
  theirs: () => Promise<unknown>,
): Promise<{ ours: number[]; theirs: number[] }> {
  const result = { ours: [] as number[], theirs: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    result.ours.push(await timed(ours));
    result.theirs.push(await timed(theirs));
  }
  return result;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function ms(value: number): string {
  return value >= 10_000 ? `${(value / 1000).toFixed(1)} s` : `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

/** min / median / max. */
export function spread(values: readonly number[]): string {
  return `${ms(median(values))} (${ms(Math.min(...values))}–${ms(Math.max(...values))}, n=${values.length})`;
}

export function table(figures: readonly Figure[]): string {
  const rows = [
    ['what', 'measured', 'beside', 'ratio', 'goal'],
    ...figures.map(({ what, measured, beside = '', ratio, goal }) => [
      what,
      measured,
      beside,
      ratio === undefined ? '' : ratio.toFixed(3),
      goal,
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
