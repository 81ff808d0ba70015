import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, describe, expect, it } from 'vitest';
import { defineExplain } from '../../../harness/cli/explain.ts';
import { loadCourse } from '../../../harness/lab/index.ts';
import { presetOf } from './data.ts';
import { compareWith, Explorer } from './model.ts';
import { manyNodes } from './presets.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const { labs } = await loadCourse(join(root, 'labs'));
const presets = (await Promise.all(labs.map(presetOf))).flatMap((preset) => preset ?? []);

const folder = mkdtempSync(join(tmpdir(), 'explorer-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What `course explain -f daemonset.yaml --nodes nodes.yaml -o json` prints, and how it ends. */
async function explain(daemonSets: string, nodes: string): Promise<{ lines: unknown[]; error: string | undefined }> {
  writeFileSync(join(folder, 'daemonset.yaml'), daemonSets);
  writeFileSync(join(folder, 'nodes.yaml'), nodes);
  let out = '';
  async function* stdin() {
    yield '';
  }
  const program = new Command('course').exitOverride();
  const sink = { write: () => true };
  const stdout = { write: (text: string) => (out += text) };
  const signal = new AbortController().signal;
  const context = { stdout, stderr: sink, stdin: stdin(), env: {}, cwd: folder, signal, self: [] };
  defineExplain(program, context, () => undefined);
  try {
    await program.parseAsync(['explain', '-f', 'daemonset.yaml', '--nodes', 'nodes.yaml', '-o', 'json'], {
      from: 'user',
    });
  } catch (cause) {
    return { lines: [], error: (cause as Error).message };
  }
  return {
    lines: out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
    error: undefined,
  };
}

/** What the Explorer says of every DaemonSet of the text, in the form of those lines. */
function explore(daemonSets: string, nodes: string): { lines: unknown[]; error: string | undefined } {
  const explorer = new Explorer();
  const { names, problems } = explorer.answer({ daemonSets, nodes });
  const error = problems.find(({ isWarning }) => !isWarning);
  const lines = names.map((chosen) => {
    const answer = explorer.answer({ daemonSets, nodes, chosen });
    const daemonSet = chosen.replace(/ \(\d+\)$/, '');
    return answer.refusal ? { daemonSet, error: answer.refusal } : { daemonSet, nodes: answer.nodes };
  });
  const isRefusal = lines.some((line) => 'error' in line);
  return isRefusal || !error ? { lines, error: undefined } : { lines: [], error: error.message };
}

const manifests = presets.flatMap(({ texts }) =>
  Object.entries(texts.files).map(([key, text]) => [`${texts.slug} ${key}`, text, texts.nodes] as const),
);

const nodes = 'kind: Node\nmetadata: { name: w1, labels: { disk: ssd } }\n---\nkind: Node\nmetadata: { name: w2 }\n';
const manifest = (name: string, spec = '') => `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: a } }
  template:
    metadata: { labels: { app: a } }
    spec:
      containers: [{ name: a, image: i }]
${spec}`;
const selecting = manifest('agent', '      nodeSelector: { disk: ssd }\n');

describe('the Explorer', () => {
  it('has the manifests of the labs', () => expect(manifests.length).toBeGreaterThan(labs.length));

  it.each(manifests)('says of %s what course explain says', async (_, text, own) => {
    const said = await explain(text, own);
    expect(explore(text, own)).toEqual(said);
    expect(said.lines.length > 0 || said.error !== undefined).toBe(true);
  });

  it.each([
    ['an empty text', '', nodes],
    ['a text that is no YAML', 'a: 1\nb: [\n', nodes],
    ['no DaemonSet', 'kind: Service\nmetadata: { name: x }\n', nodes],
    ['no nodes', selecting, 'kind: Service\nmetadata: { name: x }\n'],
    ['a node twice', selecting, `${nodes}---\n${nodes}`],
    ['a label that is no text', selecting, 'kind: Node\nmetadata: { name: w1, labels: { disk: true } }\n'],
  ])('refuses %s in the words of course explain', async (_, text, own) => {
    const { error } = await explain(text, own);
    expect(error).toBeDefined();
    expect(explore(text, own).error).toBe(error);
  });

  it('answers for the DaemonSet that is chosen, also for the second of a name', () => {
    const explorer = new Explorer();
    const text = `${manifest('agent')}---\n${selecting}`;
    expect(explorer.answer({ daemonSets: text, nodes }).names).toEqual(['default/agent', 'default/agent (2)']);
    expect(explorer.answer({ daemonSets: text, nodes }).cells.map(({ state }) => state)).toEqual([
      'running',
      'running',
    ]);
    const second = explorer.answer({ daemonSets: text, nodes, chosen: 'default/agent (2)' });
    expect(second.cells.map(({ state }) => state)).toEqual(['running', 'none']);
  });

  it('marks the line of what is refused, of what cannot be read, and of what is there twice', () => {
    const explorer = new Explorer();
    const line = (daemonSets: string) => explorer.answer({ daemonSets, nodes }).problems[0]?.line;
    const two = `${manifest('one')}---\n${manifest('two', '  replicas: 3\n')}`;
    expect(line(two)).toBeUndefined();
    expect(explorer.answer({ daemonSets: two, nodes, chosen: 'default/two' }).problems[0]?.line).toBe(20);
    expect(line(manifest('one', '      tolerations: [{ key: a, operator: Maybe }]\n'))).toBe(10);
    expect(line('a: 1\nb: [\n')).toBe(3);
    expect(
      explorer.answer({ daemonSets: manifest('one', '  selector: { matchLabels: { app: a } }\n'), nodes }).problems,
    ).toEqual([
      {
        side: 'daemonSets',
        line: 10,
        isWarning: true,
        message: '`selector` is there twice; like kubectl, this takes the last one',
      },
    ]);
  });

  it('says the same of a text that was edited as of one that it sees for the first time', () => {
    const { daemonSets, nodes: many } = manyNodes(200);
    const explorer = new Explorer();
    explorer.answer({ daemonSets, nodes: many });
    const edited = many.replace('disk: ssd', 'disk: hdd').replace('key: gpu, value: present', 'key: other');
    const again = explorer.answer({ daemonSets, nodes: edited });
    expect(again).toEqual(new Explorer().answer({ daemonSets, nodes: edited }));
    expect(again.nodes).not.toEqual(explorer.answer({ daemonSets, nodes: many }).nodes);
    expect(again.cells[0]?.group).toMatch(/^(run a pod|get no pod): /);
  });
});

describe('compareWith', () => {
  it('finds a node on which two differ, or says that there is none', () => {
    expect(compareWith({ daemonSets: selecting, nodes }, { text: selecting })).toEqual({ kind: 'agree' });
    expect(compareWith({ daemonSets: manifest('agent'), nodes }, { text: selecting })).toMatchObject({
      kind: 'differ',
      yours: { shouldRun: true },
      reference: { shouldRun: false },
    });
  });

  it('says which of the two the server would refuse', () => {
    const wrong = manifest('agent', '  replicas: 3\n');
    expect(compareWith({ daemonSets: wrong, nodes }, { text: selecting })).toMatchObject({
      kind: 'refused',
      whose: 'yours',
    });
    expect(compareWith({ daemonSets: selecting, nodes }, { text: wrong })).toMatchObject({
      kind: 'refused',
      whose: 'reference',
    });
    expect(compareWith({ daemonSets: selecting, nodes }, { text: '' })).toMatchObject({
      kind: 'refused',
      whose: 'reference',
    });
  });
});
