import * as z from 'zod';
import { duration, labPath, objectName, oneKeyOf, selector, text } from '../fields.ts';

/** Keys that several kinds of expectation take. */

export const namespace = objectName.optional().describe('Namespace; without it the fresh one of the run');
export const timeout = duration
  .optional()
  .describe(
    'How long it may take until the expectation holds; without it 30 s, and on the simulated nodes of kwok 5 s, or longer as long as something still changes',
  );

/** The nodes that the task wants a pod on. */
export type IntendedSpec = 'all' | { labels: string } | { names: string[] } | { reference: string };

export const intended = z
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

/** Nodes by what they are, where no DaemonSet is asked. */
export const nodeSet = z
  .union([
    z.literal('all').describe('Every node'),
    oneKeyOf({
      labels: selector.describe('The nodes that this label selector matches, on the live cluster'),
      names: z.array(objectName).min(1, 'a list with at least one item').describe('The nodes of these names'),
    }),
  ])
  .transform((value) => value as Exclude<IntendedSpec, { reference: string }>);

export const holdsFor = duration.optional().describe('How long it has to stay so, without a break, before it counts');

export const apiVersion = z.string().default('v1').describe('apiVersion, such as apps/v1');
export const kind = z.string().min(1, 'a kind').describe('Kind, such as Service');

export const subset = z
  .record(z.string(), z.unknown())
  .describe(
    'Fields it must have, compared deeply. Lists must be equal item by item, unless the key ends in `[]`: then each item ' +
      'given must match one in the list. `null` means that the field is not there',
  );

/** Which of several keys a map may have together: exactly one. */
export const exactlyOne =
  (...keys: string[]) =>
  (value: object): boolean =>
    keys.filter((key) => key in value).length === 1;

/** Who owns pods. */
export const owner = z.string().regex(/^[A-Z][A-Za-z]*\/[a-z0-9.-]+$/, 'an owner such as DaemonSet/node-agent');

/** One text or several. */
export const texts = z
  .union([text, z.array(text).min(1, 'a list with at least one item')])
  .transform((value) => (typeof value === 'string' ? [value] : value));
