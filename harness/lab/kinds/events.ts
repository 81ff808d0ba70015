import * as z from 'zod';
import { line, objectName } from '../fields.ts';
import { namespace, texts, timeout } from './common.ts';

export const events = z
  .strictObject({
    reason: line.describe('Reason of the event, such as FailedCreate'),
    type: z.enum(['Normal', 'Warning']).optional().describe('Type of the event'),
    kind: line.describe('Kind of the object that the event is about, such as DaemonSet'),
    name: objectName.optional().describe('Name of that object; without it any of the kind'),
    says: texts.optional().describe('What its message must say, one text or several'),
    atLeast: z.int().min(1, 'a number above 0').default(1).describe('How often it must have happened'),
    namespace,
    timeout,
  })
  .describe('An event that happened since the step began');
