import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNamespace } from '../harness/cluster/namespaces.ts';
import { settle } from '../harness/observe/settle.ts';
import { agent, benchCluster, workers } from './cluster.ts';
import { type Figure, median, paired, spread, timed } from './measure.ts';

const namespace = 'bench';

/** One lab cycle (apply, judge, clean) on 5 nodes of a warm cluster, beside what kubectl alone needs; and a dirty reset. */
export async function benchCycle(): Promise<Figure[]> {
  const cluster = await benchCluster('bench');
  const { provider, kubectl } = cluster;
  const dir = mkdtempSync(join(tmpdir(), 'one-per-node-bench-'));
  const file = join(dir, 'agent.yaml');
  writeFileSync(file, JSON.stringify(agent));
  await provider.up();
  await provider.reset(workers(5));
  const api = await cluster.api();
  const cleans: number[] = [];
  let round = 0;
  const ours = async () => {
    round += 1;
    const name = `${namespace}-${round}`;
    await createNamespace(api, name);
    await kubectl('apply', '-n', name, '-f', file);
    const { verdict } = await settle(
      api,
      { subject: { namespace: name, name: 'agent' }, task: { daemonSet: `${name}/agent`, intended: { kind: 'all' } } },
      { timeoutMs: 30_000 },
    );
    if (verdict.status !== 'pass') throw new Error(verdict.summary);
    cleans.push(await timed(() => provider.reset(workers(5))));
  };
  const theirs = async () => {
    await kubectl('apply', '-n', 'default', '-f', file);
    await kubectl('rollout', 'status', '-n', 'default', 'daemonset/agent');
    await kubectl('delete', '-n', 'default', '-f', file);
  };
  try {
    await ours();
    await theirs();
    const { ours: a, theirs: b } = await paired(9, ours, theirs);
    return [
      {
        what: 'lab cycle, 5 nodes (namespace, apply, judge, clean)',
        measured: spread(a),
        beside: `kubectl apply + rollout status + delete ${spread(b)}`,
        ratio: median(a) / median(b),
        goal: '≤ 500 ms',
      },
      { what: 'reset of the dirty cluster in it', measured: spread(cleans), goal: '≤ 1 s' },
    ];
  } finally {
    api.close();
    rmSync(dir, { recursive: true, force: true });
  }
}
