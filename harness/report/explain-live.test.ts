import { describe, expect, it } from 'vitest';
import type { ExplainedNode, LiveExplanation } from '../observe/explain.ts';
import { renderLive, renderLiveWide } from './explain-live.ts';

const options = { color: false, unicode: true, width: 100 };
const eligible = {
  shouldRun: true,
  shouldContinueRunning: true,
  reasons: [{ code: 'ELIGIBLE', message: 'it matches' }] as const,
};

function node(name: string, over: Partial<ExplainedNode> = {}): ExplainedNode {
  return {
    node: name,
    pods: [{ name: `agent-${name}`, phase: 'Running', ready: true }],
    ...eligible,
    ...over,
  } as ExplainedNode;
}

const explanation = (nodes: ExplainedNode[], notSeen: string[] = []): LiveExplanation => ({
  daemonSet: 'ns/agent',
  serverVersion: 'v1.36.3',
  nodes,
  notSeen,
  refusals: [],
});
const noRoom = (name: string) =>
  node(name, {
    pods: [{ name: `agent-${name}`, phase: 'Pending', ready: false }],
    problem: { code: 'NO_ROOM', message: `agent-${name} is Pending: it requests 2 cpu, but ${name} has 1 of 4 left.` },
  });
const tainted = (name: string, pods: ExplainedNode['pods'] = []) =>
  node(name, {
    pods,
    shouldRun: false,
    reasons: [{ code: 'NO_SCHEDULE_TAINT_NOT_TOLERATED', message: 'its taint gpu:NoSchedule is not tolerated' }],
  });

describe('renderLive', () => {
  it('puts the summary first, what is missing next, what runs last', () => {
    const text = renderLive(
      explanation(
        [
          node('n1'),
          noRoom('n2'),
          tainted('n3'),
          node('n4', { pods: [], problem: { code: 'NO_POD', message: 'It is due a pod.' } }),
        ],
        ['events: why pods are refused cannot be said'],
      ),
      options,
    );
    expect(text).toBe(
      [
        'ns/agent: 3 of 4 nodes eligible, a Ready pod on 1 of them',
        '  ✕ n4: It is due a pod.',
        '  ◌ n2: agent-n2 is Pending: it requests 2 cpu, but n2 has 1 of 4 left.',
        '  ░ n3: its taint gpu:NoSchedule is not tolerated',
        '  ● n1',
        '  not seen, for lack of permission: events: why pods are refused cannot be said',
        '',
      ].join('\n'),
    );
  });

  it('stays readable with 1,000 nodes: those of one trouble are one group', () => {
    const nodes = Array.from({ length: 1_000 }, (_, index) =>
      index % 3 === 0 ? noRoom(`n${index}`) : index % 3 === 1 ? tainted(`n${index}`) : node(`n${index}`),
    );
    const lines = renderLive(explanation(nodes), options).split('\n');
    expect(lines[0]).toBe('ns/agent: 667 of 1000 nodes eligible, a Ready pod on 333 of them');
    expect(lines.length).toBeLessThan(12);
    expect(lines.join('\n')).toContain('334 nodes, such as n0: agent-n0 is Pending');
  });

  it('says of a pod where none is due whether it may stay', () => {
    const there = [{ name: 'agent-x', phase: 'Running', ready: true }];
    expect(renderLive(explanation([tainted('n1', there)]), options)).toContain(
      '▲ n1: its taint gpu:NoSchedule is not tolerated; its pod was there before, and may stay',
    );
    const leaving = { ...tainted('n1', there), shouldContinueRunning: false };
    expect(renderLive(explanation([leaving]), options)).toContain('its pod is about to be deleted');
  });

  it('draws with ASCII, and gives a row for each node in the wide form', () => {
    expect(renderLive(explanation([noRoom('n1')]), { ...options, unicode: false })).toContain('  o n1:');
    expect(renderLiveWide(explanation([node('n1'), noRoom('n2')]), options).split('\n')).toHaveLength(5);
  });
});
