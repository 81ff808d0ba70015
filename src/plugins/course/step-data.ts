import { describeExpectation, type Lab, type Step } from '../../../harness/lab/index.ts';
import { homeOf } from '../../../harness/run/choose.ts';
import { readRecording } from '../../../harness/run/recording.ts';
import versions from '../../../harness/toolchain/versions.json' with { type: 'json' };
import { readTranscript } from './recorded.ts';
import type { Origin, Recorded, StepData } from './types.ts';

/** Where a lab is recorded. The minor alone is named: what is recorded holds for each of its patches. */
export function originOf(lab: Pick<Lab, 'needs'>): Origin {
  return { provider: homeOf(lab), kubernetes: versions.kubernetes.split('.').slice(0, 2).join('.') };
}

function recordedCommands(lab: Lab, { id, run, show = [] }: Step): [Recorded, ...Recorded[]] {
  const commands: [string, ...string[]] = [run.trimEnd(), ...show.map((command) => command.trimEnd())];
  const transcript = readRecording(lab, homeOf(lab), id);
  const recorded = transcript === undefined ? undefined : readTranscript(transcript, commands);
  const [first, ...others] = recorded ?? commands.map((command) => ({ command }));
  return [first ?? { command: run }, ...others];
}

/** A step as the site shows it. */
export function stepData(lab: Lab, step: Step): StepData {
  return {
    lab: lab.slug,
    id: step.id,
    ...(step.title !== undefined && { title: step.title }),
    commands: recordedCommands(lab, step),
    origin: originOf(lab),
    expectations: step.expect.map(describeExpectation),
  };
}
