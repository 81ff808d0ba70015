import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { clusterFile, readRecord } from '../cluster/record.ts';
import { controlPlane, nodes, root } from '../cluster/testing/control-plane.ts';
import type { Node } from '../placement/types.ts';
import { runResultSchema } from '../result.ts';
import { course, courseProcess, type Said } from './testing/course.ts';
import { everythingOn } from './testing/everything.ts';
import { apply, writeTestLabs } from './testing/labs.ts';
import { agent } from './testing/wrong-answers.ts';

/** A control plane of ours plays the cluster that is somebody's own, with work of theirs on it. */
const plane = controlPlane('test-somebody');
const context = 'kwok-test-somebody';
const gpu = 'gpu=true:NoSchedule';
const onSsd = [{ onePodPerMatchingNode: { daemonSet: 'agent', intended: { labels: 'disk=ssd' }, timeout: '5s' } }];
const elsewhere = agent({ nodeSelector: { nowhere: 'yes' } });
const labs = writeTestLabs({
  plain: {},
  labelling: {
    lab: { steps: [apply, { ...apply, id: 'label', run: 'kubectl label node n2 disk=ssd && kubectl cordon n1' }] },
  },
  draining: { lab: { steps: [{ ...apply, run: 'kubectl drain n2 --ignore-daemonsets' }] } },
  // Names none of its nodes, so that theirs serve.
  anywhere: {
    lab: {
      topology: {
        nodes: [
          { name: 'x1', labels: { disk: 'ssd' } },
          { name: 'x2', taints: [gpu] },
        ],
      },
      steps: [{ ...apply, expect: onSsd }],
      starter: { fails: { step: 'apply', code: 'INTENDED_NODE_NOT_ELIGIBLE' } },
    },
    solution: agent({ nodeSelector: { disk: 'ssd' } }),
    starter: elsewhere,
  },
  slow: {
    lab: {
      topology: { nodes: [{ name: 'x1', labels: { disk: 'ssd' } }, { name: 'x2' }] },
      steps: [{ ...apply, run: 'kubectl apply -f agent.yaml; sleep 43' }],
      starter: { fails: { step: 'apply', code: 'INTENDED_NODE_NOT_ELIGIBLE' } },
    },
    starter: elsewhere,
  },
});
afterAll(() => labs.remove());

let before: Record<string, unknown>;
beforeAll(async () => {
  await plane.provider.reset({ nodes: nodes('n1', 'n2') });
  await plane.kubectl('create namespace theirs');
  await plane.kubectl('label namespace theirs one-per-node.dev/made-by=somebody-else');
  await plane.kubectl('apply -n theirs -f -', agent());
  await plane.kubectl('label node n1 zone=a disk=hdd');
  await plane.kubectl('rollout status -n theirs daemonset/agent --timeout=30s');
  before = await everythingOn(plane.api);
});

const flags = (...more: string[]) => [
  ...['--labs', labs.dir, '--provider', 'kubeconfig'],
  ...['--kubeconfig', plane.provider.kubeconfig(), '--context', context, ...more],
];
const run = (...args: string[]): Promise<Said> => course(['run', ...args]);
const labsIn = ({ stdout }: Said) =>
  runResultSchema.parse(JSON.parse(stdout)).labs.map(({ lab, status, reason = '' }) => ({ lab, status, reason }));
const nodeNamed = (name: string) => plane.api.get<Node>(`/api/v1/nodes/${name}`);
const record = () => readRecord(root, { provider: 'kubeconfig', name: context });

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let round = 0; round < 600; round += 1) {
    if (await condition()) return;
    await sleep(50);
  }
  throw new Error('Waited 30 s in vain.');
}
const slowRuns = async () => {
  const pods = (await plane.kubectl('get pods -A -o name')).trim().split('\n');
  return (await nodeNamed('n1')).metadata.labels?.disk === 'ssd' && pods.length === 4;
};

describe('a lab on somebody’s own cluster', () => {
  it('runs in a namespace of its own, and leaves everything as it was', async () => {
    const said = await run('plain', '--traps', '-o', 'json', ...flags());
    expect(said).toMatchObject({ exitCode: 0 });
    expect(labsIn(said)).toEqual([{ lab: 'plain', status: 'pass', reason: '' }]);
    expect(await everythingOn(plane.api)).toEqual(before);
    expect(record()).toBeUndefined();
  });

  it('is skipped with its reason where it would touch more than that: 2, since nothing ran', async () => {
    const said = await run('labelling', 'draining', 'anywhere', '-o', 'json', ...flags());
    expect(said.exitCode).toBe(2);
    expect(labsIn(said)).toEqual([
      {
        lab: 'labelling',
        status: 'skipped',
        reason: 'changes nodes (kubectl label node n2 disk=ssd), which takes --allow-node-changes',
      },
      {
        lab: 'draining',
        status: 'skipped',
        reason: 'does to nodes what cannot be put back (kubectl drain n2 --ignore-daemonsets)',
      },
      {
        lab: 'anywhere',
        status: 'skipped',
        reason: 'needs label disk=ssd on n1; --allow-node-changes puts it so, and back afterwards',
      },
    ]);
    expect(await everythingOn(plane.api)).toEqual(before);
  });

  it('may change nodes where that is allowed, and they are put back', async () => {
    const said = await run('labelling', 'draining', 'anywhere', '-o', 'json', ...flags('--allow-node-changes'));
    expect(labsIn(said).map(({ status }) => status)).toEqual(['pass', 'skipped', 'pass']);
    expect(said.exitCode).toBe(0);
    expect(await everythingOn(plane.api)).toEqual(before);
  });

  it('that is interrupted leaves everything as it was', async () => {
    let pid = 0;
    const ended = courseProcess(['run', 'slow', ...flags('--allow-node-changes')], {
      onSpawn: (id) => {
        pid = id;
      },
    });
    await until(slowRuns);
    process.kill(pid, 'SIGINT');
    expect(await ended).toMatchObject({ exitCode: 130 });
    expect(await everythingOn(plane.api)).toEqual(before);
  });

  it('that was killed is taken away by the next run, even one of which nothing fits', async () => {
    let pid = 0;
    const ended = courseProcess(['run', 'slow', ...flags('--allow-node-changes')], {
      onSpawn: (id) => {
        pid = id;
      },
    });
    await until(slowRuns);
    process.kill(pid, 'SIGKILL');
    await ended;
    expect(await everythingOn(plane.api)).not.toEqual(before);
    const { stdout } = await course(['cluster', 'status', '-o', 'json']);
    expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ name: context, state: 'incomplete' }));
    expect(await run('draining', ...flags())).toMatchObject({ exitCode: 2 });
    expect(await everythingOn(plane.api)).toEqual(before);
  });
});

describe('the cluster itself', () => {
  const cluster = (...args: string[]) => course(['cluster', ...args, ...flags().slice(2)]);

  it('is named, shown and forgotten, never started or ended; its kubeconfig is a copy that only we read', async () => {
    const own = readFileSync(plane.provider.kubeconfig(), 'utf8');
    const up = await cluster('up');
    expect(up).toMatchObject({
      exitCode: 0,
      stdout: `${clusterFile(root, { provider: 'kubeconfig', name: context }, 'kubeconfig')}\n`,
    });
    expect((await cluster('status')).stderr).toBe('');
    expect((await cluster('status')).stdout).toMatch(/kwok-test-somebody +kubeconfig +running +somebody's own/);
    const down = await cluster('down');
    expect(down).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('goes on, since it is not ours') as string,
    });
    expect((await plane.provider.status()).state).toBe('running');
    expect(readFileSync(plane.provider.kubeconfig(), 'utf8')).toBe(own);
    expect(await everythingOn(plane.api)).toEqual(before);
  });

  it.each([
    [
      'no context, though the file has a current one',
      ['--kubeconfig', 'FILE'],
      `since the current context is never taken by itself. There are: ${context}.`,
    ],
    [
      'a context that is not there',
      ['--kubeconfig', 'FILE', '--context', 'nope'],
      `named \`nope\` in FILE but found none. There are: ${context}.`,
    ],
    ['a file that is not there', ['--kubeconfig', '/no/such/file', '--context', 'nope'], 'found no file there'],
  ])('is a usage error with %s', async (_, args, text) => {
    const file = plane.provider.kubeconfig();
    const words = args.map((word) => (word === 'FILE' ? file : word));
    const said = await run('plain', '--labs', labs.dir, '--provider', 'kubeconfig', ...words);
    expect(said).toMatchObject({ exitCode: 2, stdout: '' });
    expect(said.stderr).toContain(text.replace('FILE', file));
  });

  it('is a usage error for somebody who may not make namespaces there, who is told so', async () => {
    await plane.kubectl('create serviceaccount guest -n theirs');
    const token = (await plane.kubectl('create token guest -n theirs')).trim();
    const config = JSON.parse(await plane.kubectl(`config view --raw --flatten -o json`)) as object;
    const file = join(labs.dir, 'guest.kubeconfig');
    writeFileSync(file, stringify({ ...config, users: [{ name: context, user: { token } }] }), { mode: 0o600 });
    const said = await run(
      'plain',
      '--labs',
      labs.dir,
      '--provider',
      'kubeconfig',
      '--kubeconfig',
      file,
      '--context',
      context,
    );
    expect(said).toMatchObject({ exitCode: 2, stdout: '' });
    expect(said.stderr).toContain('Expected to be allowed to create namespaces, delete namespaces, list nodes');
    await plane.kubectl('delete serviceaccount guest -n theirs');
  });

  it('that does not answer is 3', async () => {
    const file = join(labs.dir, 'dead.kubeconfig');
    const text = readFileSync(plane.provider.kubeconfig(), 'utf8').replace(/server: .*/, 'server: https://127.0.0.1:9');
    writeFileSync(file, text, { mode: 0o600 });
    const said = await run(
      'plain',
      '--labs',
      labs.dir,
      '--provider',
      'kubeconfig',
      '--kubeconfig',
      file,
      '--context',
      context,
    );
    expect(said.exitCode).toBe(3);
    expect(said.stderr).toContain('Could not reach the API server');
  });

  it('refuses through `course node` what cannot be put back, and what was not allowed', async () => {
    const node = (...args: string[]) => course(['node', ...flags().slice(2), ...args]);
    expect(await node('remove', 'n1')).toMatchObject({ exitCode: 2 });
    expect(await node('label', 'n1', 'a=b')).toMatchObject({ exitCode: 2 });
    expect(await node('--allow-node-changes', 'label', 'n1', 'a=b')).toMatchObject({ exitCode: 0 });
    expect((await nodeNamed('n1')).metadata.labels?.a).toBe('b');
    expect(await cluster('down')).toMatchObject({ exitCode: 0 });
    expect(await everythingOn(plane.api)).toEqual(before);
  });
});
