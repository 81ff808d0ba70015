import * as z from 'zod';
import { namespace, owner, timeout } from './common.ts';

export const noOtherPods = z
  .strictObject({
    than: z
      .array(owner)
      .min(1, 'a list with at least one item')
      .describe('The owners whose pods may run, each Kind/name; Pod/name is a pod without an owner'),
    namespace,
    timeout,
  })
  .describe('Nothing else in the namespace runs pods: no second DaemonSet, no Deployment, no bare pod');
