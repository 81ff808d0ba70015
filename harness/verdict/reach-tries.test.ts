import { expect, it } from 'vitest';
import { triesToMeetAll } from './reach-tries.ts';

it.each([1, 2, 3, 4, 10, 100])('of %i candidates, one is missed less than once in a billion times', (candidates) => {
  const count = Math.max(2, candidates);
  const risk = (tries: number) => count * (1 - 1 / count) ** tries;
  expect(risk(triesToMeetAll(candidates))).toBeLessThanOrEqual(1e-9);
  expect(risk(triesToMeetAll(candidates) - 1)).toBeGreaterThan(1e-9);
});
