import { writeFileSync } from 'node:fs';
import { liveCluster, onlyDaemonSets } from './cluster.ts';
import { mismatches } from './compare.ts';
import { drawRound } from './draw-round.ts';
import { mutants } from './mutants.ts';
import { observe } from './observe.ts';
import { describeShrunk } from './report.ts';
import { askLive, shrink } from './shrink.ts';
const live = await liveCluster('diff-dev', onlyDaemonSets);
const round = await drawRound(live.api, { seed: 4, index: 0, nodes: 30, daemonSets: 67 });
const seen = await observe(live.api, round);
let n = 0;
for (const [name, model] of mutants) {
  const [first] = mismatches(round, seen, model);
  if (!first) { console.log('NOT FOUND', name); continue; }
  const t = performance.now();
  const s = await shrink(first, askLive(live.api, model));
  const y = describeShrunk(s, name);
  console.log(y.replace(/^apiVersion[^]*?metadata:/gm, '...'), Math.round(performance.now() - t));
  if (n++ === 0) writeFileSync('/tmp/diff-shrunk.yaml', y);
}
live.api.close();
