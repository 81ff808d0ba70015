import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from '../harness/cluster/exec.ts';
import { kwokctlConfig } from '../harness/cluster/kwok/config.ts';
import { benchCluster } from './cluster.ts';
import { type Figure, median, spread, timed } from './measure.ts';

/** Bringing a cluster up, beside kwokctl with the same binaries and configuration. */
export async function benchUp(): Promise<Figure[]> {
  const { provider, toolchain } = await benchCluster('bench-up');
  const dir = mkdtempSync(join(tmpdir(), 'one-per-node-bench-'));
  const env = { ...process.env, KWOK_WORKDIR: join(dir, 'kwok'), KUBECONFIG: join(dir, 'kubeconfig') };
  writeFileSync(join(dir, 'config.yaml'), kwokctlConfig(toolchain, {}));
  const kwokctl = (...args: string[]) => runTool(toolchain.binaries.kwokctl, [...args, '--name', 'bench'], { env });
  const ours: number[] = [];
  const theirs: number[] = [];
  try {
    for (let round = 0; round < 3; round += 1) {
      ours.push(await timed(() => provider.up()));
      await provider.down();
      theirs.push(
        await timed(() => kwokctl('create', 'cluster', '--config', join(dir, 'config.yaml'), '--wait', '60s')),
      );
      await kwokctl('delete', 'cluster');
    }
    await provider.up();
    const reuse = await timed(() => provider.up());
    return [
      {
        what: 'cluster up',
        measured: spread(ours),
        beside: `kwokctl create --wait ${spread(theirs)}`,
        ratio: median(ours) / median(theirs),
        goal: '≤ 1.1',
      },
      { what: 'reuse of a running cluster', measured: `${reuse.toFixed(0)} ms`, goal: '' },
    ];
  } finally {
    await provider.down();
    await kwokctl('delete', 'cluster');
    rmSync(dir, { recursive: true, force: true });
  }
}
