import { expect, test } from 'vitest';
import { bad, good, nodeOf, placement, wide } from './test-results.ts';
import { renderVerdict } from './verdict.ts';

test('a passing verdict shows the nodes and the summary', () => {
  expect(renderVerdict(good, wide)).toMatchInlineSnapshot(`
    "✔ default/agent, intended labels=disk=ssd
      [●] worker-1   [░] worker-2   [●] worker-10
      One pod on each of 2 intended nodes, none on any other.
    "
  `);
});

test('a failing verdict names its code and each failing node', () => {
  expect(renderVerdict(bad, wide)).toMatchInlineSnapshot(`
    "✕ default/agent, intended labels=disk=ssd: INTENDED_NODE_NOT_ELIGIBLE
      [●] worker-1   [▲] worker-2   [✕] worker-10
      Expected one pod on each of 2 intended nodes but found 1.
      [▲] worker-2: expected 0 pod, found 1. Its taint gpu=true:NoSchedule is not tolerated.
      [✕] worker-10: expected 1 pod, found 0. Its taint gpu=true:NoSchedule is not tolerated.
    "
  `);
});

test('long lines break at spaces under their beginning', () => {
  expect(renderVerdict(bad, { ...wide, width: 50 })).toMatchInlineSnapshot(`
    "✕ default/agent, intended labels=disk=ssd: INTENDED_NODE_NOT_ELIGIBLE
      [●] worker-1   [▲] worker-2   [✕] worker-10
      Expected one pod on each of 2 intended nodes but
      found 1.
      [▲] worker-2: expected 0 pod, found 1. Its taint
          gpu=true:NoSchedule is not tolerated.
      [✕] worker-10: expected 1 pod, found 0. Its
          taint gpu=true:NoSchedule is not tolerated.
    "
  `);
});

test('every state has a glyph of its own', () => {
  const kinds = ['1', '0', 'x', '!', '.', '~', '?'] as const;
  const nodes = kinds.map((kind, at) => nodeOf(`n${at}`, kind));
  const grid = (unicode: boolean) => renderVerdict(placement(nodes), { ...wide, unicode }).split('\n')[1];
  expect(grid(true)).toBe('  [●] n0  [░] n1  [✕] n2  [▲] n3  [◌] n4  [○] n5  [◐] n6');
  expect(grid(false)).toBe('  [*] n0  [/] n1  [x] n2  [!] n3  [.] n4  [~] n5  [?] n6');
});

test('a verdict about something else than placement has no grid', () => {
  const nodes = [
    {
      node: 'worker-1',
      status: 'fail' as const,
      code: 'POD_REPLACED',
      message: 'expected the same pod, found a new one.',
    },
  ];
  const verdict = {
    schemaVersion: 1 as const,
    status: 'fail' as const,
    nodes,
    code: 'POD_REPLACED',
    summary: 'One pod was replaced.',
  };
  expect(renderVerdict(verdict, wide)).toMatchInlineSnapshot(`
    "✕ POD_REPLACED
      One pod was replaced.
      - worker-1: expected the same pod, found a new one.
    "
  `);
});

test('an error is told apart from a failure', () => {
  const verdict = placement([], {
    status: 'error',
    code: 'API_UNREACHABLE',
    summary: 'Could not reach the API server.',
  });
  expect(renderVerdict(verdict, wide)).toMatchInlineSnapshot(`
    "! default/agent, intended labels=disk=ssd: API_UNREACHABLE
      Could not reach the API server.
    "
  `);
});
