import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Lab, loadCourse } from '../lab/index.ts';
import { labFiles, validLab } from '../lab/test-labs.ts';
import { topologyOf } from './topology.ts';

/** The valid lab once its lab.yaml reads otherwise, and with other files. */
async function labWith(change: (labYaml: string) => string, files: Record<string, string> = {}): Promise<Lab> {
  const dir = mkdtempSync(join(tmpdir(), 'topology-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const all = {
    'course.yaml': 'title: Test\nsections: [{ title: T, labs: [x] }]\n',
    ...labFiles('x', change(validLab)),
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text ?? '');
  }
  const [lab] = (await loadCourse(dir)).labs;
  if (!lab) throw new Error('Expected a lab.');
  return lab;
}
const unnamed = (labYaml: string) => labYaml.replaceAll(/, nodes: \[.*?\] \}/g, ' }');

describe('topologyOf', () => {
  it('says that any names do only where nothing but the topology names a node', async () => {
    expect(topologyOf(await labWith(unnamed)).anyNames).toBe(true);
    expect(topologyOf(await labWith((text) => text)).anyNames).toBeUndefined();
  });

  it.each<[string, (text: string) => string, Record<string, string>]>([
    ['a command', (text) => text.replace('run: kubectl apply', 'run: kubectl cordon worker-2 && kubectl apply'), {}],
    ['the task', (text) => text.replace('task: Run', 'task: On worker-1 run'), {}],
    ['an answer', (text) => text, { 'x/traps/typo/agent.yaml': 'kind: DaemonSet\nspec: { nodeName: worker-1 }\n' }],
    [
      'a path in it',
      (text) => text.replace('run: kubectl apply', 'run: kubectl cordon node/worker-2 && kubectl apply'),
      {},
    ],
  ])('%s may name one', async (_, change, files) => {
    expect(topologyOf(await labWith((text) => change(unnamed(text)), files)).anyNames).toBeUndefined();
  });

  it('does not take another name for one that it begins with', async () => {
    const other = (text: string) =>
      text.replace('task: Run', 'task: As on worker-10, my-worker-1 and worker-1.example.com, run');
    expect(topologyOf(await labWith((text) => other(unnamed(text)))).anyNames).toBe(true);
  });

  it('gives quantities as text', async () => {
    const lab = await labWith((text) => text.replace('labels: { disk: ssd }', 'capacity: { cpu: 2, pods: "3" }'));
    expect(topologyOf(lab).nodes[0]).toEqual({ name: 'worker-1', capacity: { cpu: '2', pods: '3' } });
  });

  it('names the images of the solution, in its manifests and commands, and not those of a trap', async () => {
    const pod = (image: string) => `kind: Pod\nspec: { containers: [{ image: '${image}' }] }\n`;
    const lab = await labWith(
      (text) =>
        text.replace(
          'run: kubectl apply -f agent.yaml',
          'run: kubectl apply -f agent.yaml && kubectl set image daemonset/agent a=two:2 --record=true; kubectl run x --image=three:3; kubectl run y --image four:4',
        ),
      {
        'x/solution/agent.yaml': `${pod('one:1')}---\nkind: List\nitems: [{ spec: { initContainers: [{ image: zero:0 }] } }]\n`,
        'x/traps/typo/agent.yaml': pod('no-such:9'),
      },
    );
    expect(topologyOf(lab).images).toEqual(['one:1', 'zero:0', 'two:2', 'three:3', 'four:4']);
  });
});
