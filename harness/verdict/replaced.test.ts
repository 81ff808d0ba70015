import { describe, expect, it } from 'vitest';
import { identitiesOf, judgeReplacement } from './replaced.ts';
import { pod } from './testing/objects.ts';

const pods = (shape: Record<string, string[]>) => new Map(Object.entries(shape));
const before = pods({ n1: ['a'], n2: ['b'] });

describe('judgeReplacement', () => {
  it.each([
    ['all', 'every pod new', before, { n1: ['c'], n2: ['d'] }, 'OK', []],
    ['all', 'one pod the same', before, { n1: ['c'], n2: ['b'] }, 'POD_NOT_REPLACED', ['n2']],
    ['all', 'one pod gone', before, { n1: ['c'] }, 'POD_MISSING', ['n2']],
    ['none', 'the same pods', before, { n1: ['a'], n2: ['b'] }, 'OK', []],
    ['none', 'one pod new', before, { n1: ['a'], n2: ['x'] }, 'POD_REPLACED', ['n2']],
    ['none', 'one pod gone', before, { n1: ['a'] }, 'POD_MISSING', ['n2']],
    ['none', 'the same pod with a twin', before, { n1: ['a'], n2: ['b', 'x'] }, 'POD_REPLACED', ['n2']],
    ['none', 'a pod on a node that had none', before, { n1: ['a'], n2: ['b'], n3: ['c'] }, 'POD_REPLACED', ['n3']],
    [['n2'], 'the named one new', before, { n1: ['a'], n2: ['x'] }, 'OK', []],
    [['n2'], 'the named one the same', before, { n1: ['a'], n2: ['b'] }, 'POD_NOT_REPLACED', ['n2']],
    [['n2'], 'another one new too', before, { n1: ['x'], n2: ['y'] }, 'POD_REPLACED', ['n1']],
    [['n3'], 'no pod there before', before, { n1: ['a'], n2: ['b'], n3: ['x'] }, 'POD_MISSING', ['n3']],
    [['n9'], 'a node of that name never was', before, { n1: ['a'], n2: ['b'] }, 'POD_MISSING', ['n9']],
    ['none', 'no pods at all', pods({}), {}, 'POD_MISSING', ['']],
    ['all', 'no pods at all', pods({}), {}, 'POD_MISSING', ['']],
  ])('on %j: %s', (on, _title, from, to, code, nodes) => {
    const verdict = judgeReplacement({ on: on as 'all', before: from, after: pods(to as Record<string, string[]>) });
    expect(verdict.code).toBe(code);
    expect(verdict.status).toBe(code === 'OK' ? 'pass' : 'fail');
    expect(verdict.nodes.filter(({ status }) => status !== 'pass').map(({ node }) => node)).toEqual(nodes);
  });

  it('fails where the old pod was only taken from its DaemonSet, and still runs', () => {
    const after = pods({ n1: ['a'], n2: ['x'] });
    const verdict = judgeReplacement({ on: ['n2'], before, after, alive: new Set(['a', 'b', 'x']) });
    expect(verdict).toMatchObject({ status: 'fail', code: 'POD_NOT_REPLACED' });
    expect(judgeReplacement({ on: ['n2'], before, after, alive: new Set(['a', 'x']) }).status).toBe('pass');
  });
});

describe('identitiesOf', () => {
  it('takes the live pods that the selector matches, whoever owns them', () => {
    const orphan = pod('n2', { name: 'orphan' });
    delete orphan.metadata.ownerReferences;
    const other = pod('n3');
    other.metadata.labels = { app: 'other' };
    const found = identitiesOf([pod('n1'), orphan, other, pod('n1', { name: 'over', terminating: true })], 'app=agent');
    expect([...found]).toEqual([
      ['n1', ['agent-n1']],
      ['n2', ['orphan']],
    ]);
  });
});
