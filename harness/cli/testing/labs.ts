import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { agent } from './wrong-answers.ts';

export interface TestLab {
  /** Fields of lab.yaml that differ from a lab that passes. */
  lab?: Record<string, unknown>;
  solution?: object | string;
  starter?: object | string;
}

const onEach = [{ onePodPerMatchingNode: { daemonSet: 'agent', intended: 'all', timeout: '5s' } }];
export const apply = { id: 'apply', run: 'kubectl apply -f agent.yaml', expect: onEach };

/** Writes labs that pass unless they say otherwise; gives their folder, which the caller removes. */
export function writeTestLabs(labs: Record<string, TestLab>): { dir: string; remove: () => void } {
  const dir = mkdtempSync(join(tmpdir(), 'course-labs-'));
  const write = (path: string, content: object | string) => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), typeof content === 'string' ? content : stringify(content));
  };
  write('course.yaml', { title: 'Test', sections: [{ title: 'All', labs: Object.keys(labs) }] });
  for (const [slug, { lab, solution = agent(), starter = agent({ nodeName: 'n1' }) }] of Object.entries(labs)) {
    write(`${slug}/lab.yaml`, {
      title: slug,
      topology: { nodes: [{ name: 'n1' }, { name: 'n2' }] },
      task: 'Run one on each node.',
      files: ['agent.yaml'],
      steps: [apply],
      starter: { fails: { step: 'apply', code: 'INTENDED_NODE_NOT_ELIGIBLE', nodes: ['n2'] } },
      ...lab,
    });
    write(`${slug}/solution/agent.yaml`, solution);
    write(`${slug}/starter/agent.yaml`, starter);
  }
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}
