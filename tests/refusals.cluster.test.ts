import { describe, expect, it } from 'vitest';
import { ApiError } from '../harness/cluster/api.ts';
import { controlPlane } from '../harness/cluster/testing/control-plane.ts';
import { checkDaemonSet, type Refusal } from '../harness/placement/validate/index.ts';
import { randomManifest } from '../harness/placement/validate/testing/random-manifest.ts';

/** What `explain` refuses offline against what a real API server refuses (dryRun=All, fieldValidation=Strict). */
const plane = controlPlane('test-refusals');
const first = Number(process.env.ONE_PER_NODE_SEED ?? Math.floor(Math.random() * 1e6));
const count = Number(process.env.ONE_PER_NODE_MANIFESTS ?? 1_500);

const unique = (answers: string[]) => [...new Set(answers)].sort();

/** Reason and field of each refusal, once, in order; of wrong types the first alone, for the server stops there. */
function modelAnswer(manifest: unknown): string[] {
  const checked = checkDaemonSet(structuredClone(manifest) as Parameters<typeof checkDaemonSet>[0]);
  const refusals: readonly Refusal[] = checked.kind === 'refused' ? checked.refusals : [];
  const told = refusals[0]?.reason === 'WrongType' ? refusals.slice(0, 1) : refusals;
  return unique(told.map(({ reason, field }) => `${reason} ${field}`));
}

async function serverAnswer(manifest: unknown): Promise<string[]> {
  try {
    await plane.api.request('POST', '/apis/apps/v1/namespaces/default/daemonsets', {
      query: { dryRun: 'All', fieldValidation: 'Strict' },
      body: sorted(manifest),
    });
    return [];
  } catch (error) {
    if (!(error instanceof ApiError) || (error.status !== 422 && error.status !== 400)) throw error;
    if (error.status === 422) return unique(error.causes.map(({ reason, field }) => `${reason} ${field}`));
    const unknown = [...error.message.matchAll(/unknown field "([^"]*)"/g)].map(([, field]) => `UnknownField ${field}`);
    return unknown.length > 0
      ? unique(unknown)
      : [`WrongType ${/Go struct field \w+\.([\w.]+) of type/.exec(error.message)?.[1] ?? '?'}`];
  }
}

/** Keys in order, as kubectl sends them: which wrong type the server meets first depends on it. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
}

describe('what explain refuses', () => {
  it(`is what the API server refuses, field by field (seeds ${first} to ${first + count - 1})`, async () => {
    const outcomes = new Map<string, number>();
    for (let seed = first; seed < first + count; seed += 25) {
      const seeds = Array.from({ length: Math.min(25, first + count - seed) }, (_, index) => seed + index);
      const answers = await Promise.all(seeds.map((one) => serverAnswer(randomManifest(one))));
      for (const [index, server] of answers.entries()) {
        const manifest = randomManifest(seeds[index] ?? 0);
        const model = modelAnswer(manifest);
        // Of some wrong types the server does not say where they are.
        const told = server[0] === 'WrongType ?' ? model.map((text) => text.replace(/ .*/, ' ?')) : model;
        expect(told, `seed ${seeds[index]}: ${JSON.stringify(manifest)}`).toEqual(server);
        const kind = server[0]?.split(' ')[0] ?? 'accepted';
        outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
      }
    }
    // A generator that makes only one kind of manifest would prove nothing.
    expect([...outcomes.keys()]).toEqual(
      expect.arrayContaining([
        'accepted',
        'UnknownField',
        'WrongType',
        'FieldValueInvalid',
        'FieldValueRequired',
        'FieldValueNotSupported',
        'FieldValueForbidden',
      ]),
    );
  });
});
