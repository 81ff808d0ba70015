import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fails, Lab, Trap } from '../../../harness/lab/index.ts';
import { verdictCodes } from '../../../harness/verdict/codes.ts';
import { topologyData } from '../../components/Topology/data.ts';
import { languageOf } from './file-data.ts';
import { changedLines, diffLines, shortened } from './line-diff.ts';
import { originOf, stepData } from './step-data.ts';
import type { FailureData, FileDiff, LabData, LabFileData, LabSummary, TrapData } from './types.ts';

const read = (lab: Lab, ...path: string[]): string => readFileSync(join(lab.dir, ...path), 'utf8');

function labFile(lab: Lab, path: string): LabFileData {
  const [starter, solution] = [read(lab, 'starter', path), read(lab, 'solution', path)];
  const differs = starter !== solution;
  return {
    path,
    language: languageOf(path),
    starter,
    ...(differs && { solution, changed: changedLines(starter, solution) }),
  };
}

function failure(lab: Lab, { step, code, nodes, says }: Fails): FailureData {
  const title = lab.steps.find(({ id }) => id === step)?.title;
  return {
    step,
    ...(title !== undefined && { stepTitle: title }),
    code,
    means: verdictCodes[code].means,
    ...(nodes && nodes.length > 0 && { nodes }),
    ...(says !== undefined && { says }),
  };
}

/** The files in which a trap differs from the solution. */
function diffs(lab: Lab, reason: string, { ownFiles }: Trap): FileDiff[] {
  return lab.files
    .filter((path) => ownFiles.includes(path))
    .map((path) => ({
      path,
      lines: shortened(diffLines(read(lab, 'solution', path), read(lab, 'traps', reason, path))),
    }));
}

function trapData(lab: Lab, reason: string, trap: Trap): TrapData {
  return {
    reason,
    ...(trap.why !== undefined && { why: trap.why }),
    commands: Object.entries(trap.run ?? {}).map(([step, run]) => ({ step, instead: run.trimEnd() })),
    files: diffs(lab, reason, trap),
    fails: failure(lab, trap.fails),
  };
}

/** What lists and links say of a lab. */
export function labSummary(lab: Lab): LabSummary {
  const { slug, title, summary, section, minutes, needs } = lab;
  return {
    slug,
    title,
    ...(summary !== undefined && { summary }),
    section,
    ...(minutes !== undefined && { minutes }),
    needs,
    provider: originOf(lab).provider,
  };
}

/** A whole lab as the site shows it: nothing in it is typed anywhere but in the lab's own folder. */
export function labData(lab: Lab): LabData {
  return {
    ...labSummary(lab),
    task: lab.task,
    topology: topologyData(lab),
    files: lab.files.map((path) => labFile(lab, path)),
    steps: lab.steps.map((step) => stepData(lab, step)),
    hints: lab.hints ?? [],
    starterFails: failure(lab, lab.starter.fails),
    traps: Object.entries(lab.traps).map(([reason, trap]) => trapData(lab, reason, trap)),
    timeline: lab.timeline === true,
  };
}
