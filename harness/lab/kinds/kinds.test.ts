import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { expectationCodes } from '../expectation-codes.ts';
import { expectation, expectationSchemas } from '../expectations.ts';
import { failCodes, failsSchema } from '../schema.ts';
import { expectationExamples } from './examples.ts';

const mistakes = (written: object) =>
  (expectation.safeParse(written).error?.issues ?? []).map(({ message }) => message);

describe('an expectation', () => {
  it.each([
    ['no text to be refused with', { refused: {} }],
    ['an empty text', { refused: { says: '' } }],
    ['an empty list of texts', { refused: { says: [] } }],
    ['nothing that the output must be', { output: {} }],
    ['an object by name and by label', { object: { kind: 'Pod', name: 'a', selector: 'app=a' } }],
    ['an object by neither', { object: { kind: 'Pod' } }],
    ['a number of objects that have one name', { object: { kind: 'Pod', name: 'a', count: 2 } }],
    ['no objects at all, which `absent` is for', { object: { kind: 'Pod', selector: 'app=a', count: 0 } }],
    ['absence by name and by label', { absent: { kind: 'Pod', name: 'a', selector: 'app=a' } }],
    ['pods of nobody', { pods: { on: 'all' } }],
    ['pods of two', { pods: { on: 'all', selector: 'app=a', daemonSet: 'a' } }],
    ['pods of which nothing is said', { pods: { selector: 'app=a' } }],
    ['pods that wait, at a glance', { pods: { selector: 'app=a', on: 'all', state: 'Pending' } }],
    ['pods without a node, at a glance', { pods: { selector: 'app=a', on: 'all', unplaced: 1 } }],
    ['none on each node', { pods: { selector: 'app=a', on: 'all', perNode: 0 } }],
    ['no node', { pods: { selector: 'app=a', on: { names: [] } } }],
    ['an owner without a kind', { noOtherPods: { than: ['agent'] } }],
    ['no owner', { noOtherPods: { than: [] } }],
    ['an event of nothing', { events: { reason: 'Killing' } }],
    ['an event that need not happen', { events: { reason: 'Killing', kind: 'Pod', atLeast: 0 } }],
    ['a history without a revision', { revisions: { daemonSet: 'a', numbers: [] } }],
    ['the cause of what is no number', { revisions: { daemonSet: 'a', numbers: [1], causes: { one: 'x' } } }],
    ['nothing that holds throughout', { throughout: { daemonSet: 'a' } }],
    ['onePerRevision switched off', { throughout: { daemonSet: 'a', onePerRevision: false } }],
    ['pods replaced of a DaemonSet and a selector', { podsReplaced: { daemonSet: 'a', selector: 'app=a', on: 'all' } }],
  ])('of %s is a mistake', (_title, written) => {
    expect(mistakes(written)).not.toEqual([]);
  });

  it('says so where a look proves nothing', () => {
    expect(mistakes({ pods: { selector: 'app=a', on: 'all', state: 'Pending' } })).toEqual([
      '`holdsFor` beside pods that wait or end, since every pod passes through that state',
    ]);
  });

  it('takes one text for a list of one, and counts both ways', () => {
    expect(expectation.parse({ refused: { says: 'no' } })).toEqual({ expectation: 'refused', says: ['no'] });
    const perNode = (written: unknown) => expectation.parse({ pods: { selector: 'a', on: 'all', perNode: written } });
    expect(perNode(2)).toMatchObject({ perNode: { min: 2, max: 2 }, state: 'Ready', unplaced: 0 });
    expect(perNode({ atMost: 2 })).toMatchObject({ perNode: { min: 0, max: 2 } });
  });

  it.each(['COMMAND_FAILED', 'REFUSED_OTHERWISE', 'OUTPUT_NOT_AS_EXPECTED'])(
    'that fails with %s must be told from any other error',
    (code) => {
      expect(failsSchema.safeParse({ step: 'a', code }).success).toBe(false);
      expect(failsSchema.safeParse({ step: 'a', code, says: 'forbidden' }).success).toBe(true);
    },
  );

  it.each(Object.entries(expectationExamples))('%s is as its examples show', (kind, examples) => {
    for (const { yaml } of examples) {
      const [written] = parse(yaml) as [object];
      expect(mistakes(written), yaml).toEqual([]);
      expect(expectation.parse(written)).toMatchObject({ expectation: kind });
    }
  });

  it('can fail with each code that a lab may declare, but for that of the command itself', () => {
    const known = new Set<string>([...Object.values(expectationCodes).flat(), 'COMMAND_FAILED']);
    expect([...known].sort()).toEqual([...failCodes].sort());
  });

  it('of each kind has a file of its own, here and where it is judged', () => {
    const named = (folder: string) =>
      readdirSync(new URL(folder, import.meta.url))
        .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
        .map((name) => name.slice(0, -3).replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase()));
    for (const folder of ['./', '../../run/kinds/'])
      expect(named(folder)).toEqual(expect.arrayContaining(Object.keys(expectationSchemas)));
  });
});
