import { describe, expect, it } from 'vitest';
import { explainAll } from '../placement/explain.ts';
import { readDaemonSets } from '../placement/manifest.ts';
import type { Node } from '../placement/types.ts';
import { explanationLegend, renderExplanation, renderWide } from './explain.ts';

const manifest = (spec: string) =>
  `{"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "agent"}, "spec": {"selector": {"matchLabels": {"a": "b"}}, "template": {"metadata": {"labels": {"a": "b"}}, "spec": {"containers": [{"name": "a", "image": "i"}], ${spec}}}}}`;
const explainOn = (spec: string, nodes: Node[]) => [...explainAll(readDaemonSets(manifest(spec)).daemonSets, nodes)];
const plain = { color: false, unicode: true, width: 80 };

const nodes = (count: number, of: (index: number) => Partial<Node['metadata']> & { taints?: string[] }): Node[] =>
  Array.from({ length: count }, (_, index) => {
    const { taints = [], ...metadata } = of(index);
    return {
      metadata: { name: `node-${index}`, ...metadata },
      spec: { taints: taints.map((key) => ({ key, effect: 'NoSchedule' })) },
    };
  });

describe('renderExplanation', () => {
  it('keeps 1,000 nodes readable: one group for each reason', () => {
    const [explanation] = explainOn(
      '"nodeSelector": {"disk": "ssd"}',
      nodes(1000, (index) => ({
        labels: { disk: ['ssd', 'hdd', 'nvme'][index % 3] ?? '' },
        taints: index % 5 === 0 ? ['gpu'] : [],
      })),
    );
    if (!explanation) throw new Error('Expected an explanation.');
    const text = renderExplanation(explanation, plain);
    expect(text).toMatchInlineSnapshot(`
      "default/agent: 267 of 1000 nodes eligible
        ● node-3, node-6, node-9, node-12, node-18, node-21, node-24, node-27, node-3…
        ✕ 267 nodes: label disk is hdd, but nodeSelector asks for ssd
          node-1, node-4, node-7, node-13, node-16, node-19, node-22, node-28, node-3…
        ✕ 266 nodes: label disk is nvme, but nodeSelector asks for ssd
          node-2, node-8, node-11, node-14, node-17, node-23, node-26, node-29, node-…
        ▲ 67 nodes: its taint gpu:NoSchedule is not tolerated; a pod that already runs
          there may stay
          node-0, node-15, node-30, node-45, node-60, node-75, node-90, node-105, nod…
        ✕ 67 nodes: label disk is nvme, but nodeSelector asks for ssd; also, its taint
          gpu:NoSchedule is not tolerated
          node-5, node-20, node-35, node-50, node-65, node-80, node-95, node-110, nod…
        ✕ 66 nodes: label disk is hdd, but nodeSelector asks for ssd; also, its taint
          gpu:NoSchedule is not tolerated
          node-10, node-25, node-40, node-55, node-70, node-85, node-100, node-115, n…
      "
    `);
    expect(text.split('\n').length).toBeLessThan(20);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('puts what one node has of its own into one group, though it names one node', () => {
    const [explanation] = explainOn(
      '"nodeName": "node-7"',
      nodes(500, () => ({})),
    );
    expect(explanation && renderExplanation(explanation, plain)).toMatch(
      /✕ 499 nodes: spec\.nodeName asks for node-7 alone\n/,
    );
  });

  it('cuts off after a dozen groups, and says so', () => {
    const [explanation] = explainOn(
      '"nodeSelector": {"rack": "x"}',
      nodes(100, (index) => ({ labels: { rack: `r${index}` } })),
    );
    expect(explanation && renderExplanation(explanation, plain)).toMatch(
      /and 89 nodes for 89 other reasons: -o wide shows each\n$/,
    );
  });

  it('draws with ASCII alone where it must, and strips what would steer the terminal', () => {
    const [explanation] = explainOn('"nodeSelector": {"disk": "ssd"}', [
      { metadata: { name: 'a\u001b[31mb', labels: { disk: 'ssd' } } },
      { metadata: { name: 'c' } },
    ]);
    if (!explanation) throw new Error('Expected an explanation.');
    const ascii = { color: false, unicode: false, width: 80 };
    expect(renderExplanation(explanation, ascii)).toBe(
      'default/agent: 1 of 2 nodes eligible\n  * ab\n  x c: label disk is absent, but nodeSelector asks for ssd\n',
    );
    expect(explanationLegend([explanation], ascii)).toBe('* runs a pod   x has no pod');
  });
});

describe('renderWide', () => {
  it('has a row for each node with every reason', () => {
    const [explanation] = explainOn(
      '"nodeSelector": {"disk": "ssd", "zone": "a"}',
      nodes(2, (index) => ({ labels: { disk: 'ssd', ...(index === 0 && { zone: 'a' }) }, taints: ['gpu'] })),
    );
    expect(explanation && renderWide(explanation, plain)).toMatchInlineSnapshot(`
      "default/agent: 0 of 2 nodes eligible
      NODE    RUNS     WHY
      node-0  ▲ keeps  its taint gpu:NoSchedule is not tolerated
      node-1  ✕ no     label zone is absent, but nodeSelector asks for a; also, its taint gpu:NoSchedule is not tolerated
      "
    `);
  });
});
