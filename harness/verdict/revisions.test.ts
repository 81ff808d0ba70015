import { describe, expect, it } from 'vitest';
import { type ExpectedRevisions, judgeRevisions, recordRevisions } from './revisions.ts';
import { daemonSet, revisionOf } from './testing/objects.ts';

const one = daemonSet({ image: 'agent:1' });
const two = daemonSet({ image: 'agent:2' });
const three = daemonSet({ image: 'agent:3' });
const noted = (cause: string) => {
  const revision = revisionOf(two, 'b', 2);
  revision.metadata.annotations = { 'kubernetes.io/change-cause': cause };
  return revision;
};
const history = [revisionOf(one, 'a', 1), revisionOf(two, 'b', 2)];
/** As `kubectl rollout undo` leaves it: the old revision gets the next number. */
const undone = [revisionOf(two, 'b', 2), revisionOf(one, 'a', 3)];
const judge = (
  expected: Partial<ExpectedRevisions>,
  seen: Partial<Parameters<typeof judgeRevisions>[1]> = {},
  before = recordRevisions(two, history),
) =>
  judgeRevisions(
    { daemonSet: 'agent', numbers: [2, 3], templateOf: 1, ...expected },
    { daemonSet: one, revisions: undone, before, ...seen },
  );

describe('judgeRevisions', () => {
  it('passes an undo: renumbered, and the template of before', () => {
    expect(judge({})).toMatchObject({ status: 'pass' });
  });
  it.each([
    ['numbers that differ', { numbers: [1, 2] }, {}, 'expected the revisions 1, 2, found 2, 3'],
    ['a number too few', { numbers: [3] }, {}, 'expected the revisions 3, found 2, 3'],
    [
      'the template of another revision',
      { templateOf: 2 },
      {},
      'was revision 2 before the step, found that of revision 1',
    ],
    [
      'a template that is new',
      {},
      { daemonSet: three, revisions: [revisionOf(two, 'b', 2), revisionOf(three, 'c', 3)] },
      'found another one',
    ],
    ['a revision that never was', { templateOf: 7 }, {}, 'expected a revision 7 before the step, found 1, 2'],
    ['a template without a revision yet', {}, { daemonSet: three }, 'revision 3 is not its present template'],
    [
      'a change cause that is not noted',
      { causes: { 2: 'agent 2' } },
      {},
      'expected the change cause "agent 2", found none',
    ],
    [
      'a change cause of another edit',
      { causes: { 2: 'agent 2' } },
      { revisions: [noted('agent 1'), revisionOf(one, 'a', 3)] },
      'found "agent 1"',
    ],
  ])('fails for %s', (_title, expected, seen, says) => {
    const verdict = judge(expected, seen);
    expect(verdict).toMatchObject({ status: 'fail', code: 'REVISIONS_DIFFER' });
    expect(verdict.summary).toContain(says);
  });
  it('passes the causes that are noted', () => {
    const seen = { revisions: [noted('agent 2'), revisionOf(one, 'a', 3)] };
    expect(judge({ causes: { 2: 'agent 2' } }, seen)).toMatchObject({ status: 'pass' });
  });
  it('fails without a DaemonSet, and does not count revisions that another one left', () => {
    expect(judge({}, { daemonSet: undefined })).toMatchObject({ code: 'DAEMONSET_NOT_FOUND' });
    const foreign = { ...one, metadata: { ...one.metadata, uid: 'another' } };
    expect(judge({}, { daemonSet: foreign })).toMatchObject({ code: 'REVISIONS_DIFFER' });
  });
});
