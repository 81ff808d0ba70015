import { stringify } from 'yaml';
import type { Distribution, Mismatch } from './compare.ts';
import type { Shrunk } from './shrink.ts';
import { toDaemonSet, toNode } from './subjects.ts';

const words = {
  TT: 'places a pod',
  FT: 'places no pod, but lets one be that runs already',
  FF: 'places no pod, and deletes one that runs already',
  TF: 'places a pod, and deletes one that runs already',
} as const;

/** A mismatch that the reader can apply: both objects as YAML, what was said and done, and how to see it again. */
export function describeMismatch({ node, daemonSet, modelSays, controllerDid }: Mismatch, again: string): string {
  return [
    `# The model says ${modelSays}: ${words[modelSays]}.`,
    `# The controller did ${controllerDid}: ${words[controllerDid]}.`,
    `# ${again}`,
    '# Apply this twice: a node is created with not-ready:NoSchedule, whatever its manifest says.',
    `${stringify(toNode(node))}---`,
    stringify(toDaemonSet({ ...daemonSet, scheduled: true })),
  ].join('\n');
}

export function describeShrunk({ mismatch, tries, rounds }: Shrunk, again: string): string {
  return describeMismatch(mismatch, `${again} (the smallest of ${tries} tried in ${rounds} rounds)`);
}

export function describeDistribution({ pairs, outcomes, deciding, alone }: Distribution): string {
  const share = (count = 0) => `${String(count).padStart(7)} ${((100 * count) / pairs).toFixed(1).padStart(5)} %`;
  return [
    `${pairs} pairs`,
    ...Object.entries(outcomes).map(([outcome, count]) => `  ${outcome.padEnd(32)}${share(count)}`),
    `  ${'deciding reason'.padEnd(32)}${''.padStart(15)}   and the only one`,
    ...Object.keys(deciding).map((code) => `  ${code.padEnd(32)}${share(deciding[code])}  ${share(alone[code])}`),
  ].join('\n');
}
