import * as z from 'zod';
import { line, objectName } from '../fields.ts';
import { namespace, timeout } from './common.ts';

export const revisions = z
  .strictObject({
    daemonSet: objectName.describe('Name of the DaemonSet'),
    namespace,
    numbers: z
      .array(z.int().min(1, 'a number above 0'))
      .min(1, 'a list with at least one item')
      .describe('The numbers of all its revisions, as `kubectl rollout history` lists them'),
    templateOf: z
      .int()
      .min(1, 'a number above 0')
      .optional()
      .describe('The present template is the one that the revision of this number held before the step'),
    causes: z
      .record(z.string().regex(/^[1-9]\d*$/, 'the number of a revision'), line)
      .optional()
      .describe('Change causes by revision number'),
    timeout,
  })
  .describe('The revision history of a DaemonSet, the newest of which is its present template');
