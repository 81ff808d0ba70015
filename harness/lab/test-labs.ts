import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { formatIssue, LabError } from '../errors.ts';
import { loadCourse } from './load.ts';

/** A valid lab, one thing a line, for tests that then break one line of it. */
export const validLab = `title: Only the SSD nodes
topology:
  nodes:
    - name: worker-1
      labels: { disk: ssd }
    - name: worker-2
      taints: ['gpu=true:NoSchedule']
task: Run the agent on every node with an SSD.
files: [agent.yaml]
steps:
  - id: apply
    run: kubectl apply -f agent.yaml
    expect:
      - onePodPerMatchingNode:
          daemonSet: agent
          intended: { labels: disk=ssd }
starter: { fails: { step: apply, code: POD_ON_UNINTENDED_NODE, nodes: [worker-2] } }
traps:
  typo:
    fails: { step: apply, code: INTENDED_NODE_NOT_ELIGIBLE, nodes: [worker-1] }
`;

export const validManifest = 'kind: DaemonSet\nmetadata: { name: agent }\n';

export type Files = Record<string, string | undefined>;

/** The files of the valid lab in a folder of this name. */
export function labFiles(slug: string, labYaml = validLab): Files {
  return {
    [`${slug}/lab.yaml`]: labYaml,
    [`${slug}/starter/agent.yaml`]: validManifest,
    [`${slug}/solution/agent.yaml`]: validManifest,
    [`${slug}/traps/typo/agent.yaml`]: validManifest,
  };
}

/** Writes a labs folder that is gone when the test ends; files that are undefined are left out. */
export async function writeLabs(files: Files): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), 'labs-'));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  const dir = join(parent, 'labs');
  await mkdir(dir);
  for (const [path, content] of Object.entries(files)) {
    if (content === undefined) continue;
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), content);
  }
  return dir;
}

/** The mistakes that loading a labs folder of these files finds, as lines. */
export async function mistakesIn(files: Files): Promise<string[]> {
  const dir = await writeLabs(files);
  try {
    await loadCourse(dir);
    return [];
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return error.issues.map(formatIssue);
  }
}

/** The mistakes in the one lab `x` once `find` in its lab.yaml reads `replace`, and these files are otherwise. */
export async function mistakesAfter(find: string | RegExp, replace: string, files: Files = {}): Promise<string[]> {
  const labYaml = validLab.replace(find, replace);
  if (labYaml === validLab && find !== '') throw new Error(`Expected to find ${find} in the lab.`);
  return mistakesIn({
    'course.yaml': 'title: Test\nsections: [{ title: S, labs: [x] }]\n',
    ...labFiles('x', labYaml),
    ...files,
  });
}
