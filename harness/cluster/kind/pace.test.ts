import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { Pace } from './pace.ts';

async function paceAfter(...takesMs: number[]): Promise<number> {
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
  const pace = new Pace();
  for (const ms of takesMs)
    await pace.sample(async () => {
      now += ms;
      await sleep(0);
    });
  clock.mockRestore();
  return pace.factor;
}

it.each([
  ['nothing timed yet', [], 1],
  ['as usual', [90], 1],
  ['three times as slow', [600], 3],
  ['never beyond reason', [60_000], 8],
  ['by the slowest of the last three', [1200, 200, 600, 400], 3],
])('%s', async (_, takesMs, factor) => {
  expect(await paceAfter(...takesMs)).toBe(factor);
});
