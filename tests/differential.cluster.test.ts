import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiError } from '../harness/cluster/api.ts';
import { compilePlacement, effectiveTolerations, podTarget } from '../harness/placement/index.ts';
import type { Toleration } from '../harness/placement/types.ts';
import { type LiveCluster, liveCluster, onlyDaemonSets, withComparisonOperators } from './differential/cluster.ts';
import {
  type Distribution,
  emptyDistribution,
  type Model,
  mismatches,
  observed,
  readingSlips,
  tally,
} from './differential/compare.ts';
import { featuresOf } from './differential/coverage.ts';
import { type DrawnRound, drawRound, offerDaemonSet } from './differential/draw-round.ts';
import { lifecycleCases } from './differential/lifecycle-cases.ts';
import { mutants } from './differential/mutants.ts';
import { gatedCases, openRounds, refusedCases, roundOf } from './differential/named-cases.ts';
import { type Observation, observe } from './differential/observe.ts';
import { pendingCases } from './differential/pending-cases.ts';
import { describeDistribution, describeShrunk } from './differential/report.ts';
import { targetOf } from './differential/settle.ts';
import { askLive, shrink } from './differential/shrink.ts';
import { toDaemonSet } from './differential/subjects.ts';

const pairs = Number(process.env.ONE_PER_NODE_PAIRS ?? 2_000);
const isLong = pairs > 2_000;
/** One seed for `npm test`, so that it says the same every time; the long run looks elsewhere each time. */
const seed = Number(process.env.ONE_PER_NODE_SEED ?? (isLong ? Date.now() % 1_000_000_000 : 4));
/** Somebody looks at a round again; that its few pairs give every mutant away is sure for our own seed only. */
const isReplay = process.env.ONE_PER_NODE_SEED !== undefined && !isLong;
const again = `Again: ONE_PER_NODE_SEED=${seed} ONE_PER_NODE_PAIRS=${pairs} npm run test:differential`;
const size = { nodes: 30, daemonSets: 67 } as const;
const rounds = Math.ceil(pairs / (size.nodes * size.daemonSets));
const print = (text: string) => process.stdout.write(`${text}\n`);

/** The pods of a round are never collected, so a control plane grows by about 150 MB with each. */
const roundsPerCluster = 5;

let live: LiveCluster;
const startAnew = async () => {
  live?.api.close();
  live = await liveCluster('diff-test', onlyDaemonSets);
};
beforeAll(startAnew);
afterAll(() => live?.down());

/** What was drawn and seen; the mutants are held against it. */
const seen: { round: DrawnRound; observation: Observation }[] = [];

describe('the placement model and the live controller', { timeout: 120_000 + rounds * 90_000 }, () => {
  const distribution: Distribution = emptyDistribution();

  it(`agree about ${rounds * size.nodes * size.daemonSets} drawn pairs (seed ${seed})`, async () => {
    for (let index = 0; index < rounds; index += 1) {
      if (index > 0 && index % roundsPerCluster === 0) await startAnew();
      const round = await drawRound(live.api, { seed, index, ...size });
      const observation = await observe(live.api, round);
      seen.push({ round, observation });
      tally(distribution, round, observation, compilePlacement);
      const [first] = mismatches(round, observation, compilePlacement);
      if (first) expect.fail(describeShrunk(await shrink(first, askLive(live.api)), again));
    }
  });

  it('meet every outcome, every reason and every feature', () => {
    const refused = seen.reduce((sum, { round }) => sum + round.refused.nodes + round.refused.daemonSets, 0);
    print(`${describeDistribution(distribution)}\n  refused by the API server, and drawn anew: ${refused}\n  ${again}`);
    const { TT, FT, FF, TF } = distribution.outcomes;
    expect(Math.min(TT, FT, FF)).toBeGreaterThan(distribution.pairs / 50);
    expect(TF).toBe(0);
    expect(Object.entries(distribution.alone).filter(([, count]) => count < distribution.pairs / 100)).toEqual([]);
    expect(Object.entries(featuresOf(seen.map(({ round }) => round))).filter(([, count]) => count === 0)).toEqual([]);
    expect(refused).toBeGreaterThan(0);
  });

  it('agree no less about objects as the API server writes them', () => {
    expect(seen.flatMap(({ round, observation }) => readingSlips(round, observation, compilePlacement))).toEqual([]);
  });

  it('agree about the tolerations and the node of every pod', () => {
    const written = (toleration: Toleration) =>
      Object.fromEntries(Object.entries(toleration).filter(([, value]) => value !== ''));
    let pods = 0;
    for (const { round, observation } of seen) {
      for (const draft of round.daemonSets) {
        const expected = effectiveTolerations(toDaemonSet(draft)).map(written);
        for (const pod of observation.pods.get(draft.name) ?? []) {
          pods += 1;
          expect(pod.spec.tolerations, JSON.stringify(draft.template.tolerations)).toEqual(expected);
          expect(podTarget(pod)).toBe(targetOf(pod));
        }
      }
    }
    expect(pods).toBeGreaterThan(0);
  });
});

describe('a wrong model', () => {
  it.each(mutants)('is found out when it %s', (_, model) => {
    const found = seen.reduce((sum, { round, observation }) => sum + mismatches(round, observation, model).length, 0);
    expect(found).toBeGreaterThanOrEqual(isReplay ? 0 : 1);
  });

  it('is shown by the smallest pair that gives it away, as YAML', { timeout: 120_000 }, async () => {
    const [, model] = mutants.find(([name]) => name === 'asks of NotIn that the label is there') ?? [];
    const first = seen.flatMap(({ round, observation }) => (model ? mismatches(round, observation, model) : [])).at(0);
    if (!model || !first) throw new Error('There is nothing to shrink.');
    const shrunk = await shrink(first, askLive(live.api, model));
    const { node, daemonSet } = shrunk.mismatch;
    expect(shrunk.tries).toBeGreaterThan(0);
    expect(node).toMatchObject({ labels: {}, taints: [], unschedulable: false });
    expect(describeShrunk(shrunk, again)).toMatch(
      /says F.*did T.*SEED=.*kind: Node\n.*---\n.*kind: DaemonSet\n.*operator: NotIn\n/s,
    );
    expect(Object.keys(daemonSet.template)).toEqual(['affinity']);
  });
});

describe('the numbered cases', { timeout: 120_000 }, () => {
  it.each(openRounds)(
    '%s are answered by the live controller as they stand, and crosswise as the model says',
    async (_, cases) => {
      const round = roundOf(cases);
      const observation = await observe(live.api, round);
      const answers = cases.map(({ id, title }) => `${id} ${title}: ${observed(observation, round.pairOf(id))}`);
      expect(answers).toEqual(cases.map(({ id, title, outcome }) => `${id} ${title}: ${outcome}`));
      expect(mismatches(round, observation, compilePlacement)).toEqual([]);
    },
  );

  it.each(refusedCases)('$id: the API server refuses what would need it: $title', async ({ template, field }) => {
    const refusal = await offerDaemonSet(live.api, toDaemonSet({ name: 'refused', template })).catch(
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(ApiError);
    expect(refusal).toMatchObject({ status: 422, message: expect.stringContaining(`${field}:`) });
  });

  it.each([...pendingCases, ...lifecycleCases])('$id: $title', ({ play }) => play(live.api));
});

describe('with TaintTolerationComparisonOperators', { timeout: 600_000 }, () => {
  const gated: Model = (daemonSet) => compilePlacement(daemonSet, { comparisonOperators: true });

  it('cases 65 to 65c are answered by the live controller as they stand, and drawn pairs as the model says', async () => {
    const cluster = await liveCluster('diff-gated', withComparisonOperators);
    try {
      const round = roundOf(gatedCases);
      const observation = await observe(cluster.api, round);
      const answers = gatedCases.map(({ id, title }) => `${id} ${title}: ${observed(observation, round.pairOf(id))}`);
      expect(answers).toEqual(gatedCases.map(({ id, title, outcome }) => `${id} ${title}: ${outcome}`));
      if (isLong) await drawnWithGate(cluster);
    } finally {
      await cluster.down();
    }
  });

  async function drawnWithGate({ api }: LiveCluster): Promise<void> {
    const round = await drawRound(api, { seed, index: rounds, comparisons: true, ...size });
    const observation = await observe(api, round);
    const [first] = mismatches(round, observation, gated);
    if (first) expect.fail(describeShrunk(await shrink(first, askLive(api, gated)), again));
    expect(mismatches(round, observation, compilePlacement).length).toBeGreaterThan(0);
  }
});
