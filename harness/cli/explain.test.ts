import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineExplain } from './explain.ts';

const daemonSet = (name: string, spec = '') => `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: ${name}}
spec:
  selector: {matchLabels: {app: a}}
  template:
    metadata: {labels: {app: a}}
    spec:
      containers: [{name: a, image: i}]
${spec}`;

const files: Record<string, string> = {
  'agent.yaml': daemonSet('agent', '      nodeSelector: {disk: ssd}\n'),
  'many.yaml': `${daemonSet('one')}---\n${daemonSet('two', '  replicas: 3\n')}---\n${daemonSet('three')}`,
  'twice.yaml': daemonSet('agent', '  selector: {matchLabels: {app: a}}\n'),
  'service.yaml': 'kind: Service\nmetadata: {name: x}\n',
  'empty.yaml': '\n',
  'broken.yaml': 'a: 1\nb: [\n',
  'nodes.yaml': [
    '{kind: Node, metadata: {name: w1, labels: {disk: ssd}}}',
    '{kind: Node, metadata: {name: w2, labels: {disk: SSD}}}',
    '{kind: Node, metadata: {name: w3, labels: {disk: ssd}}, spec: {taints: [{key: gpu, value: "true", effect: NoSchedule}]}}',
  ].join('\n---\n'),
};

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'explain-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
});
afterAll(() => rmSync(cwd, { recursive: true }));

async function explain(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  return explainWith('', ...argv);
}

async function explainWith(input: string, ...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const result = { code: -1, out: '', err: '' };
  const program = new Command('course').exitOverride();
  const stdout = { write: (text: string) => (result.out += text) };
  const stderr = { write: (text: string) => (result.err += text) };
  async function* stdin() {
    yield input;
  }
  const context = {
    stdout,
    stderr,
    stdin: stdin(),
    env: { LANG: 'C.UTF-8' },
    cwd,
    signal: new AbortController().signal,
    self: [],
  };
  defineExplain(program, context, (code) => {
    result.code = code;
  });
  await program.parseAsync(['explain', ...argv], { from: 'user' });
  return result;
}

describe('explain -f FILE --nodes FILE', () => {
  it('sums up, then names the exceptions', async () => {
    expect(await explain('-f', 'agent.yaml', '--nodes', 'nodes.yaml')).toMatchInlineSnapshot(`
      {
        "code": 0,
        "err": "",
        "out": "default/agent: 1 of 3 nodes eligible
        ● w1
        ✕ w2: label disk is SSD, but nodeSelector asks for ssd (SSD and ssd differ in case)
        ▲ w3: its taint gpu=true:NoSchedule is not tolerated; a pod that already runs there may stay

      ● runs a pod   ▲ gets no new pod, keeps one that runs   ✕ has no pod
      ",
      }
    `);
  });

  it('prints one JSON line for each DaemonSet, in order, and 2 when one is refused', async () => {
    const { code, out } = await explain('-f', 'many.yaml', '--nodes', 'nodes.yaml', '-o', 'json');
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(2);
    expect(lines.map(({ daemonSet: name }) => name)).toEqual(['default/one', 'default/two', 'default/three']);
    expect(lines[1].error).toEqual({
      field: 'spec.replicas',
      reason: 'UnknownField',
      message: expect.stringContaining('replicas'),
    });
    expect(lines[0].nodes[2]).toEqual({
      node: 'w3',
      shouldRun: false,
      shouldContinueRunning: true,
      reasons: [{ code: 'NO_SCHEDULE_TAINT_NOT_TOLERATED', message: 'its taint gpu=true:NoSchedule is not tolerated' }],
    });
  });

  it('prints nothing but the result on stdout, though a key is there twice', async () => {
    const { code, out, err } = await explain('-f', 'twice.yaml', '--nodes', 'nodes.yaml', '-o', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ daemonSet: 'default/agent' });
    expect(err).toBe('twice.yaml:10 warning: `selector` is there twice; like kubectl, this takes the last one\n');
  });

  it('reads stdin for -', async () => {
    const { out } = await explainWith(
      files['nodes.yaml'] ?? '',
      '-f',
      'agent.yaml',
      '--nodes',
      '-',
      '--node',
      'w2',
      '-o',
      'yaml',
    );
    expect(out).toContain('node: w2\n');
    expect(out).not.toContain('node: w1\n');
  });

  it.each([
    [['-f', 'nope.yaml', '--nodes', 'nodes.yaml'], 'Could not read nope.yaml: there is no such file.'],
    [['-f', 'empty.yaml', '--nodes', 'nodes.yaml'], 'Expected manifests in empty.yaml but it is empty.'],
    [['-f', 'service.yaml', '--nodes', 'nodes.yaml'], 'Expected a DaemonSet in service.yaml but found 1 Service.'],
    [['-f', 'agent.yaml', '--nodes', 'agent.yaml'], 'Expected nodes in agent.yaml but found 1 DaemonSet.'],
    [
      ['-f', 'agent.yaml', '--nodes', 'nodes.yaml', '--node', 'w9'],
      'Expected a node called w9 in nodes.yaml but found w1, w2, w3.',
    ],
    [['-f', 'agent.yaml'], 'Expected --nodes FILE: offline, explain needs the manifest and the nodes.'],
    [['--nodes', 'nodes.yaml'], 'Expected -f FILE: offline, explain needs the manifest and the nodes.'],
    [['-f', '-', '--nodes', '-'], 'Expected stdin for -f or for --nodes, not for both.'],
    [
      ['-f', 'agent.yaml', '--against', 'agent.yaml', '--nodes', 'nodes.yaml'],
      'Expected --against without --nodes, --node and --what-if: it compares on all nodes that could be.',
    ],
    [['daemonset/agent', '-f', 'agent.yaml'], 'Expected either daemonset/agent or -f with --nodes, not both.'],
    [
      ['-f', 'agent.yaml', '--nodes', 'nodes.yaml', '--what-if', 'drain w1'],
      'Could not imagine `drain w1`: expected one of label, taint, untaint, cordon, uncordon, delete, add but found `drain`.',
    ],
  ])('%j is a usage error', async (argv, message) => {
    await expect(explain(...argv)).rejects.toMatchObject({ name: 'UsageError', exitCode: 2, message });
  });

  it('names the place of a mistake in the file', async () => {
    await expect(explain('-f', 'broken.yaml', '--nodes', 'nodes.yaml')).rejects.toThrow(
      /^broken\.yaml:3:1 is neither YAML nor JSON: /,
    );
  });
});

describe('explain --what-if', () => {
  it('answers from the changed nodes, and says what changes', async () => {
    const { code, out } = await explain(
      '-f',
      'agent.yaml',
      '--nodes',
      'nodes.yaml',
      '--what-if',
      'label node/w2 disk=ssd',
      '--what-if',
      'taint node/w1 spot:NoExecute',
    );
    expect(code).toBe(0);
    expect(out).toMatch(/^default\/agent: 1 of 3 nodes eligible\n/);
    expect(out).toMatch(
      /default\/agent changes:\n {2}w1: yes -> no, because its taint spot:NoExecute is not tolerated\n {2}w2: no -> yes, because it matches nodeSelector disk=ssd\n$/,
    );
  });
});

describe('explain --against', () => {
  it('shows a smallest node on which the two differ, and ends with 1', async () => {
    writeFileSync(
      join(cwd, 'reference.yaml'),
      daemonSet('agent', '      tolerations: [{key: gpu, operator: Exists}]\n'),
    );
    expect(await explain('-f', 'agent.yaml', '--against', 'reference.yaml')).toMatchInlineSnapshot(`
      {
        "code": 1,
        "err": "",
        "out": "✕ default/agent does not run on the same nodes as reference.yaml
        a node without labels and taints: yours runs none, the reference runs a pod there.
          yours: label disk is absent, but nodeSelector asks for ssd
          the reference: the template selects every node
      ",
      }
    `);
    const { out } = await explain('-f', 'agent.yaml', '--against', 'reference.yaml', '-o', 'json');
    expect(JSON.parse(out)).toMatchObject({
      daemonSet: 'default/agent',
      kind: 'differ',
      node: { metadata: { labels: {} } },
    });
  });

  it('says that two agree everywhere, and ends with 0', async () => {
    expect(await explain('-f', 'agent.yaml', '--against', 'agent.yaml')).toMatchObject({
      code: 0,
      out: '✔ default/agent runs on the same nodes as agent.yaml, whatever nodes there are\n',
    });
  });

  it('takes exactly one reference', async () => {
    await expect(explain('-f', 'agent.yaml', '--against', 'many.yaml')).rejects.toThrow(
      'Expected exactly one DaemonSet in many.yaml but found 3.',
    );
  });
});
