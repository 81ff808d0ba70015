import { expect, it } from 'vitest';
import type { ExpectationContext } from './kind.ts';
import { paced, settlingOptions } from './settling.ts';

const on = (name: 'kind' | 'kwok', factor?: number): Pick<ExpectationContext, 'provider'> => ({
  provider: { name, node: () => Promise.reject(new Error('not asked')), ...(factor && { pace: () => factor }) },
});

it.each([
  ['kind at its usual pace', on('kind', 1), undefined, 30_000],
  ['kind at a third of it', on('kind', 3), undefined, 90_000],
  ['the lab’s own timeout, at a third', on('kind', 3), '5s', 15_000],
  ['simulated nodes', on('kwok'), undefined, 5_000],
  ['the lab’s own timeout there', on('kwok'), '200ms', 200],
] as const)('%s', (_, context, timeout, timeoutMs) => {
  expect(settlingOptions({ timeout }, context)).toMatchObject({ timeoutMs });
});

it('leaves alone how long something must hold: a slow machine does not make a claim weaker', () => {
  expect(settlingOptions({ holdsFor: '4s' }, on('kind', 3))).toMatchObject({ holdsForMs: 4_000 });
});

it('takes a cluster that does not say its pace for one at its usual pace', () => {
  expect(paced(on('kwok').provider, 60_000)).toBe(60_000);
});
