import * as z from 'zod';
import { line, objectName, selector } from '../fields.ts';
import { exactlyOne, holdsFor, namespace, nodeSet, subset, timeout } from './common.ts';

const count = z.int().min(0, 'a number of 0 or more');

/** States that every pod passes through, so that one look at them proves nothing. */
const passing = ['Pending', 'NotReady', 'Terminating'];

export const pods = z
  .strictObject({
    selector: selector.optional().describe('The pods with these labels, whoever owns them; either this or `daemonSet`'),
    daemonSet: objectName.optional().describe('The pods of this DaemonSet; either this or `selector`'),
    namespace,
    on: nodeSet.optional().describe('The nodes that hold these pods, `perNode` on each; without it any node may'),
    perNode: z
      .union([
        count.min(1, 'a number above 0').transform((number) => ({ min: number, max: number })),
        z
          .strictObject({ atMost: count.min(1, 'a number above 0').describe('No node of `on` holds more') })
          .transform(({ atMost }) => ({ min: 0, max: atMost })),
      ])
      .prefault(1)
      .describe('How many of the pods each node of `on` holds: exactly so many, or `{ atMost: … }`'),
    elsewhere: z
      .enum(['none', 'any'])
      .default('none')
      .describe('Whether other nodes may hold such pods too; with any they are not looked at'),
    unplaced: count
      .default(0)
      .describe('How many of the pods are for no node: Pending, and not meant for one as daemon pods are'),
    total: count.optional().describe('How many there are in all, on nodes and unplaced'),
    state: z
      .enum(['Ready', 'NotReady', 'Running', 'Pending', 'Failed', 'Succeeded', 'Terminating'])
      .default('Ready')
      .describe('The state that each of them is in; Running is Ready or not'),
    says: line
      .optional()
      .describe('What the scheduler says of each that it has not bound, in its PodScheduled condition'),
    subset: subset.optional(),
    holdsFor,
    timeout,
  })
  .refine(exactlyOne('selector', 'daemonSet'), { error: 'exactly one of the keys selector, daemonSet' })
  .refine(({ on, total }) => on !== undefined || total !== undefined, { error: 'at least one of the keys on, total' })
  .refine(({ state, unplaced, holdsFor: held }) => held !== undefined || !(passing.includes(state) || unplaced > 0), {
    error: '`holdsFor` beside pods that wait or end, since every pod passes through that state',
  })
  .describe('How many pods each node holds and in which state, whoever owns them; and what they have in common');
