import * as z from 'zod';
import { type VerdictCode, verdictCodes } from '../verdict/codes.ts';
import { expectation } from './expectations.ts';
import { duration, kebab, labels, labPath, line, objectName, taint, text } from './fields.ts';

/** The format of `labs/<slug>/lab.yaml` and `labs/course.yaml`. Browser-safe: the site reads labs with it too. */

export const capabilities = ['nodes', 'capacity', 'component-control', 'simulated-readiness', 'kubelet'] as const;
export type Capability = (typeof capabilities)[number];

/** The codes that a starter or trap may declare: those with which the work under test fails. */
export const failCodes = (Object.keys(verdictCodes) as VerdictCode[]).filter(
  // Only a solution's output is compared with a recording.
  (code) => verdictCodes[code].status === 'fail' && code !== 'OUTPUT_DIFFERS',
);

const list = <T extends z.ZodType>(item: T) => z.array(item).min(1, 'a list with at least one item');

export const nodeSchema = z.strictObject({
  name: objectName.describe('Name of the node'),
  labels: labels.optional().describe('Labels beside hostname, os and arch, which every node gets'),
  taints: z.array(taint).optional().describe('Taints, each key=value:Effect or key:Effect'),
  unschedulable: z.boolean().optional().describe('Whether the node is cordoned'),
  capacity: z
    .record(z.string(), z.union([z.string(), z.number()]).meta({ title: 'quantity' }))
    .optional()
    .describe('Resources of the node, such as cpu, memory, pods'),
});
export type NodeSpec = z.output<typeof nodeSchema>;

export const stepSchema = z.strictObject({
  id: kebab.describe('Name of the step, unique in the lab'),
  title: line.optional().describe('Heading of the step'),
  run: text.describe('Shell lines, exactly those that the learner types'),
  expect: list(expectation).describe('What must hold after the command'),
  show: list(text).optional().describe('Shell lines that run once the expectations hold; their output is recorded'),
  timeout: duration.optional().describe('How long the command itself may take'),
});
export type Step = z.output<typeof stepSchema>;

const anyError: VerdictCode[] = ['COMMAND_FAILED', 'REFUSED_OTHERWISE', 'OUTPUT_NOT_AS_EXPECTED'];

export const failsSchema = z
  .strictObject({
    step: kebab.describe('Id of the step that fails; all earlier ones pass'),
    code: z
      .enum(failCodes as [VerdictCode, ...VerdictCode[]])
      .meta({ title: 'verdict code' })
      .describe('Verdict code it fails with'),
    nodes: z.array(objectName).optional().describe('The nodes that fail, exactly these'),
    says: line.optional().describe('What the command that fails must say; its code alone would take any error'),
  })
  .refine(({ code, says }) => !anyError.includes(code) || says !== undefined, {
    error: `a failure that quotes a part of its error under \`says\`, since ${anyError.join(' or ')} alone would take any`,
  });
export type Fails = z.output<typeof failsSchema>;

export const starterSchema = z.strictObject({ fails: failsSchema.describe('How the starter fails') });

export const trapSchema = z.strictObject({
  why: line.optional().describe('Why people fall for it, in one sentence'),
  run: z.record(kebab, text).optional().describe('Steps whose command differs: step id to shell lines'),
  fails: failsSchema.describe('How the trap fails'),
});
export type TrapSpec = z.output<typeof trapSchema>;

export const labSchema = z
  .strictObject({
    title: line.describe('Title of the lab'),
    summary: line.optional().describe('What the lab is about, in one line'),
    needs: list(z.enum(capabilities)).default(['nodes']).describe('What a provider must be capable of to run the lab'),
    minutes: z.number().positive('a number above 0').optional().describe('How long a learner needs'),
    topology: z
      .strictObject({ nodes: list(nodeSchema).describe('The nodes of the cluster') })
      .describe('The cluster that the lab needs'),
    timeline: z.literal(true).optional().describe('true: what happens to the pods is recorded too, to be replayed'),
    nodes: z.literal('open').optional().describe('open: the lab lets nodes change beyond what its steps do'),
    task: text.describe('The task as the learner reads it'),
    files: z.array(labPath).default([]).describe('The files that the learner edits, in starter/ and in solution/'),
    steps: list(stepSchema).describe('The steps, in order'),
    starter: starterSchema.describe('What the learner begins with'),
    traps: z.record(kebab, trapSchema).default({}).describe('Wrong answers, each by its reason'),
    hints: list(text).optional().describe('Hints, from a nudge to nearly the answer'),
  })
  .describe('A lab of One Per Node');
export type LabFile = z.output<typeof labSchema>;

export const courseSchema = z
  .strictObject({
    title: line.describe('Title of the course'),
    sections: list(
      z.strictObject({
        title: line.describe('Title of the section'),
        labs: list(kebab).describe('Its labs by folder name, in the order in which they are taught'),
      }),
    ).describe('The parts of the course, in order'),
  })
  .describe('The course: the one order of its labs');
export type CourseFile = z.output<typeof courseSchema>;

/** A trap as it is loaded: with the names of the files that its folder has of its own. */
export type Trap = TrapSpec & { ownFiles: string[] };

/** A lab as plain data. */
export type Lab = Omit<LabFile, 'traps'> & {
  /** Name of its folder. */
  slug: string;
  /** Title of the section of the course that it belongs to. */
  section: string;
  /** Absolute path of its folder. */
  dir: string;
  traps: Record<string, Trap>;
};

export interface Course {
  title: string;
  labs: Lab[];
}
