import * as z from 'zod';
import { duration, labPath, objectName, oneKeyOf, selector } from './fields.ts';

const namespace = objectName.optional().describe('Namespace; without it the fresh one of the run');
const timeout = duration.default('30s').describe('How long it may take until the expectation holds');

/** The nodes that the task wants a pod on. */
export type IntendedSpec = 'all' | { labels: string } | { names: string[] } | { reference: string };

const intended = z
  .union([
    z.literal('all').describe('Every node'),
    oneKeyOf({
      labels: selector.describe('The nodes that this label selector matches, on the live cluster'),
      names: z.array(objectName).describe('The nodes of these names'),
      reference: labPath.describe('The nodes that the DaemonSet in this manifest of the lab folder selects'),
    }),
  ])
  .transform((value) => value as IntendedSpec)
  .describe("The nodes that the task wants a pod on, never read from the learner's own DaemonSet");

/** Every kind of expectation and what it takes; to add a kind is to add an entry here. */
export const expectationSchemas = {
  onePodPerMatchingNode: z
    .strictObject({
      daemonSet: objectName.describe('Name of the DaemonSet'),
      namespace,
      intended,
      kept: selector.optional().describe('Nodes that get no new pod but keep the one they have: exactly one'),
      mayKeep: selector.optional().describe('Nodes that get no new pod and may keep the one they have: none or one'),
      allowEmpty: z.boolean().optional().describe('Whether it may be that no node is intended'),
      timeout,
      holdsFor: duration.optional().describe('How long it has to stay so before it counts'),
    })
    .describe('One Ready pod of the DaemonSet on each intended node, and none on any other'),
  podsReplaced: z
    .strictObject({
      daemonSet: objectName.describe('Name of the DaemonSet'),
      namespace,
      on: z
        .union([z.enum(['all', 'none']), z.array(objectName).min(1, 'a list with at least one item')])
        .describe('Where pods are other ones than before the step; everywhere else they are the same'),
      timeout,
    })
    .describe('Which pods the step replaced, by their UIDs before and after it'),
  object: z
    .strictObject({
      apiVersion: z.string().default('v1').describe('apiVersion, such as apps/v1'),
      kind: z.string().min(1, 'a kind').describe('Kind, such as Service'),
      name: objectName.describe('Name of the object'),
      namespace,
      subset: z.record(z.string(), z.unknown()).describe('Fields that the object must have, compared deeply'),
      timeout,
    })
    .describe('An object exists and has these fields'),
} satisfies Record<string, z.ZodObject>;

export type ExpectationKind = keyof typeof expectationSchemas;

/** One expectation: its kind under `expectation`, beside what the kind takes. */
export type Expectation = {
  [K in ExpectationKind]: { expectation: K } & z.output<(typeof expectationSchemas)[K]>;
}[ExpectationKind];

export const expectation = oneKeyOf(expectationSchemas)
  .transform((value) => {
    const [kind, parameters] = Object.entries(value)[0] as [ExpectationKind, object];
    return { expectation: kind, ...parameters } as Expectation;
  })
  .describe('One expectation: a map with its kind as the only key');
