import * as z from 'zod';
import { duration, objectName } from '../fields.ts';
import { namespace, nodeSet, timeout } from './common.ts';

const limits = ['maxUnavailable', 'maxPerNode', 'onePerRevision'] as const;

export const throughout = z
  .strictObject({
    daemonSet: objectName.describe('Name of the DaemonSet, which must be there before the step'),
    namespace,
    on: nodeSet.prefault('all').describe('The nodes that are looked at, as they are before the step'),
    maxUnavailable: z
      .int()
      .min(0, 'a number of 0 or more')
      .optional()
      .describe('How many of the nodes may lack a Ready pod at any moment; 0 is never a gap on any node'),
    maxPerNode: z
      .int()
      .min(1, 'a number above 0')
      .optional()
      .describe('How many pods a node may hold at any moment, those included that are being deleted'),
    onePerRevision: z.literal(true).optional().describe('true: a node never holds two live pods of one revision'),
    lasts: duration
      .optional()
      .describe('How long to watch where the controller is not meant to get done; without it until it is'),
    timeout,
  })
  .refine((value) => limits.some((key) => key in value), { error: `at least one of the keys ${limits.join(', ')}` })
  .describe(
    'What holds at every moment, from before the command until the controller is done, event by event as the API ' +
      'server tells them; a step in which no pod is made proves nothing and fails',
  );
