import * as z from 'zod';
import { duration, objectName, selector } from '../fields.ts';
import { intended, namespace, timeout } from './common.ts';

export const onePodPerMatchingNode = z
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
  .describe('One Ready pod of the DaemonSet on each intended node, and none on any other');
