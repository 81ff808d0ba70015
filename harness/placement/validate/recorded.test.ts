import { describe, expect, it } from 'vitest';
import recorded from './fixtures/refusals-1.36.3.json' with { type: 'json' };
import { checkDaemonSet, type Refusal } from './index.ts';
import { randomManifest } from './testing/random-manifest.ts';

/** Reason and field of each refusal, once, in order; of wrong types the first alone, for the server stops there. */
function answer(refusals: readonly Refusal[]): string[] {
  const told = refusals[0]?.reason === 'WrongType' ? refusals.slice(0, 1) : refusals;
  return [...new Set(told.map(({ reason, field }) => `${reason} ${field}`))].sort();
}

// The answers are those of a 1.36.3 API server to the same manifests (dryRun=All, fieldValidation=Strict).
describe('checkDaemonSet against recorded answers of a server', () => {
  it('holds for manifests of every outcome', () => {
    const reasons = new Set(Object.values(recorded).map(([first]) => first?.split(' ')[0] ?? 'accepted'));
    expect([...reasons].sort()).toEqual([
      'FieldValueDuplicate',
      'FieldValueForbidden',
      'FieldValueInvalid',
      'FieldValueNotFound',
      'FieldValueNotSupported',
      'FieldValueRequired',
      'UnknownField',
      'WrongType',
      'accepted',
    ]);
  });

  it.each(Object.entries(recorded))('gives the same fields and reasons for seed %s', (seed, expected) => {
    const checked = checkDaemonSet(randomManifest(Number(seed)));
    const found = answer(checked.kind === 'refused' ? checked.refusals : []);
    // Of some wrong types the server does not say where they are.
    expect(expected[0] === 'WrongType ?' ? found.map((text) => text.replace(/ .*/, ' ?')) : found).toEqual(expected);
  });
});
