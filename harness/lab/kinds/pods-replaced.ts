import * as z from 'zod';
import { duration, objectName, selector } from '../fields.ts';
import { exactlyOne, namespace, timeout } from './common.ts';

export const podsReplaced = z
  .strictObject({
    daemonSet: objectName.optional().describe('Name of the DaemonSet; either this or `selector`'),
    selector: selector.optional().describe('The pods with these labels, whoever owns them; either this or `daemonSet`'),
    namespace,
    on: z
      .union([z.enum(['all', 'none']), z.array(objectName).min(1, 'a list with at least one item')])
      .describe('Where pods are other ones than before the step; everywhere else they are the same'),
    holdsFor: duration
      .default('2s')
      .describe('Beside `selector`: how long it has to stay so; of a DaemonSet one look is enough once it is done'),
    timeout,
  })
  .refine(exactlyOne('daemonSet', 'selector'), { error: 'exactly one of the keys daemonSet, selector' })
  .describe('Which pods the step replaced, by their UIDs before and after it');
