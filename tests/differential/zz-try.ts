import { compilePlacement } from '/work/main/harness/placement/index.ts';
import { liveCluster, onlyDaemonSets } from '/work/main/tests/differential/cluster.ts';
import { drawRound } from '/work/main/tests/differential/draw-round.ts';
import { observe } from '/work/main/tests/differential/observe.ts';
import { mismatches, tally, emptyDistribution } from '/work/main/tests/differential/compare.ts';
const t = (() => { let at = performance.now(); return (what: string) => { const n = performance.now(); console.log(what, Math.round(n-at)); at = n; }; })();
const live = await liveCluster('diff-dev', onlyDaemonSets);
t('up');
const d = emptyDistribution();
for (let i = 0; i < Number(process.argv[2] ?? 1); i++) {
  const round = await drawRound(live.api, { seed: Number(process.argv[3] ?? 1), index: i, nodes: 40, daemonSets: 50 });
  t('drawn'); console.log(round.refused);
  const seen = await observe(live.api, round);
  t('observed');
  const m = mismatches(round, seen, compilePlacement);
  console.log('mismatches', m.length);
  for (const x of m.slice(0, 3)) console.log(JSON.stringify(x));
  tally(d, round, seen, compilePlacement);
}
console.log(d);
live.api.close();
