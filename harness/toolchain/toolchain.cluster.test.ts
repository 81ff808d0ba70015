import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { ensureToolchain, type ToolchainEvent, toolNames } from './index.ts';
import { temporaryFolder } from './testing/workbench.ts';

const run = promisify(execFile);

it('builds the whole toolchain from offline/, at the pinned versions', { timeout: 1_200_000 }, async () => {
  const events: ToolchainEvent[] = [];
  const env = { ...process.env, ONE_PER_NODE_CACHE: await temporaryFolder(), ONE_PER_NODE_OFFLINE: '1' };
  const { binDir, binaries } = await ensureToolchain({ env, onEvent: (event) => events.push(event) });

  expect((await readdir(binDir)).sort()).toEqual([...toolNames].sort());
  expect((await run(binaries.kubectl, ['version', '--client'])).stdout).toContain('Client Version: v1.36.3');
  expect((await run(binaries['kube-apiserver'], ['--version'])).stdout).toBe('Kubernetes v1.36.3\n');
  expect((await run(binaries.etcd, ['--version'])).stdout).toContain('etcd Version: 3.6.10');
  expect((await run(binaries.kwokctl, ['--version'])).stdout).toContain('0.8.0');
  const building = events.filter((event) => event.kind === 'building');
  expect(building.at(-1)?.done).toBe(building.at(-1)?.total);
});
