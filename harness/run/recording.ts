import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Lab } from '../lab/index.ts';
import type { CommandResult } from '../result.ts';
import { normaliseOutput } from './normalise.ts';

/** What a step printed in its namespace, as a transcript: each command after `$ `, then its normalised output. */
export function transcript(commands: readonly CommandResult[], namespace?: string): string {
  return commands
    .map(({ command, stdout, stderr }) => {
      const typed = command
        .trimEnd()
        .split('\n')
        .map((line, index) => `${index === 0 ? '$' : '>'} ${line}`)
        .join('\n');
      const printed = [stdout, stderr]
        .map((output) => normaliseOutput(output, namespace))
        .filter((text) => text !== '')
        .join('\n');
      return printed === '' ? typed : `${typed}\n${printed}`;
    })
    .join('\n\n')
    .concat('\n');
}

/** Where the recording of a step lies: one per provider, since what a step prints may depend on it. */
export function recordingPath(lab: Pick<Lab, 'dir'>, provider: string, step: string): string {
  return join(lab.dir, 'expected', provider, `${step}.txt`);
}

/** Where the timeline of a lab lies, one per provider. */
export function timelinePath(lab: Pick<Lab, 'dir'>, provider: string): string {
  return join(lab.dir, 'expected', provider, 'timeline.json');
}

/** The recorded transcript, undefined when the step was never recorded on this provider. */
export function readRecording(lab: Pick<Lab, 'dir'>, provider: string, step: string): string | undefined {
  const path = recordingPath(lab, provider, step);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

export function writeRecording(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** The first line in which two transcripts differ, in words; undefined when they are the same. */
export function firstDifference(recorded: string, now: string): string | undefined {
  if (recorded === now) return undefined;
  const before = recorded.split('\n');
  const after = now.split('\n');
  const line = before.findIndex((text, index) => text !== after[index]);
  const at = line === -1 ? before.length : line;
  return `line ${at + 1}: recorded ${JSON.stringify(before[at] ?? '')}, printed ${JSON.stringify(after[at] ?? '')}`;
}
