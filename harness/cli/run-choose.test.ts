import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Provider, ProviderName } from '../cluster/provider.ts';
import type { Lab } from '../lab/index.ts';
import type { AskedProvider } from '../run/choose.ts';
import type { Cluster } from './open-cluster.ts';
import { choose } from './run-choose.ts';
import type { RunClusters } from './run-clusters.ts';

const lab = (slug: string, needs: Lab['needs'] = ['nodes']): Lab =>
  ({ slug, dir: '/', needs, topology: { nodes: [] }, files: [], steps: [], starter: {}, traps: {} }) as unknown as Lab;
const kubelet = lab('logs', ['nodes', 'kubelet']);

/** A docker that says this and leaves a mark, and clusters that must not be started. */
function machine(docker: string) {
  const dir = mkdtempSync(join(tmpdir(), 'docker-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  mkdirSync(join(dir, 'bin'));
  const mark = join(dir, 'asked');
  writeFileSync(join(dir, 'bin', 'docker'), `#!/bin/sh\n: > ${mark}\n${docker}\n`, { mode: 0o755 });
  const env = { PATH: `${join(dir, 'bin')}:/usr/bin:/bin`, ONE_PER_NODE_CACHE: dir };
  const opened: ProviderName[] = [];
  const first = async (name: ProviderName): Promise<Cluster> => {
    opened.push(name);
    const capabilities = new Set(name === 'kwok' ? ['nodes'] : ['nodes', 'kubelet']);
    const up = () => Promise.reject(new Error(`${name} must not be started`));
    const provider = { name, capabilities, up, fits: async () => undefined } as unknown as Provider;
    return { provider, name: 'c', context: { env, signal: new AbortController().signal } } as unknown as Cluster;
  };
  const run = (labs: Lab[], provider: AskedProvider) =>
    choose(labs, { first } as unknown as RunClusters, { provider, cluster: 'c' });
  return { run, opened, engineAsked: () => existsSync(mark) };
}
const answers = 'echo 99.1';
const silent = 'echo "Cannot connect to the daemon" >&2; exit 1';

describe('choose', () => {
  it('takes kwok and kind by what each lab needs, and says which engine answers', async () => {
    const { run } = machine(answers);
    const { choices, why } = await run([lab('a'), kubelet], 'auto');
    expect(choices.map(({ provider, reason }) => [provider, reason])).toEqual([
      ['kwok', undefined],
      ['kind', undefined],
    ]);
    expect(why).toEqual({ kind: 'engine 99.1 answers' });
  });

  it('skips what needs a kubelet where no engine answers, with the reason and what to do', async () => {
    const { run } = machine(silent);
    const { choices } = await run([lab('a'), kubelet], 'auto');
    expect(choices.map(({ provider, reason }) => [provider, reason])).toEqual([
      ['kwok', undefined],
      ['kind', expect.stringMatching(/^takes a kind cluster\. No container engine answers.*Start Docker/) as string],
    ]);
  });

  it('neither asks for an engine nor opens kind where no lab needs one', async () => {
    const { run, opened, engineAsked } = machine(answers);
    await run([lab('a'), lab('b')], 'auto');
    expect([opened, engineAsked()]).toEqual([['kwok'], false]);
  });

  it('leaves it to kind itself to say that it cannot start, where kind was asked for', async () => {
    const { run, engineAsked } = machine(silent);
    const { choices } = await run([lab('a'), kubelet], 'kind');
    expect(choices.map(({ provider, reason }) => [provider, reason])).toEqual([
      ['kind', undefined],
      ['kind', undefined],
    ]);
    expect(engineAsked()).toBe(false);
  });

  it('skips on kwok what needs a kubelet, where kwok was asked for', async () => {
    const { run } = machine(answers);
    const { choices } = await run([kubelet], 'kwok');
    expect(choices[0]?.reason).toBe('needs kubelet, which kwok does not offer');
  });
});
