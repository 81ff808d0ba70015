import { compilePlacement } from '../../harness/placement/index.ts';
import { liveCluster, onlyDaemonSets } from './cluster.ts';
import { drawRound } from './draw-round.ts';
import { mutants } from './mutants.ts';
import { toDaemonSet, toNode } from './subjects.ts';

const live = await liveCluster('diff-dev', onlyDaemonSets);
const base = Number(process.argv[2] ?? 1);
const caught = new Map<string, number[]>();
const minAlone: Record<string, number> = {};
for (let i = 0; i < 60; i++) {
  const round = await drawRound(live.api, { seed: base + i * 7919, index: 0, nodes: 30, daemonSets: 67 });
  const truth = round.daemonSets.map((d) => {
    const f = compilePlacement(toDaemonSet(d));
    return round.nodes.map((n) => f(toNode(n)));
  });
  const alone: Record<string, number> = {};
  for (const t of truth.flat()) {
    const c = new Set(t.reasons.map((r) => r.code));
    if (c.size === 1) alone[[...c][0]!] = (alone[[...c][0]!] ?? 0) + 1;
  }
  for (const [k, v] of Object.entries(alone)) minAlone[k] = Math.min(minAlone[k] ?? 1e9, v);
  for (const [name, model] of mutants) {
    let n = 0;
    round.daemonSets.forEach((d, x) => {
      const f = model(toDaemonSet(d));
      round.nodes.forEach((nd, y) => {
        const a = f(toNode(nd)),
          b = truth[x]![y]!;
        if (a.shouldRun !== b.shouldRun || a.shouldContinueRunning !== b.shouldContinueRunning) n++;
      });
    });
    caught.set(name, [...(caught.get(name) ?? []), n]);
  }
}
console.log(minAlone);
for (const [n, l] of caught) console.log(n.padEnd(60), Math.min(...l), l.join(' '));
live.api.close();
