import type { Script } from './script.ts';

/** `course node label|taint NODE CHANGE…`: kubectl's own verb and arguments, for one node. */
export const change =
  (verb: 'label' | 'taint'): Script =>
  ({ kubectl }, { node, args }) =>
    kubectl([verb, 'node', node, ...args]);

/** `course node cordon|uncordon|drain NODE`: kubectl's own verb and arguments, for one node. */
export const schedule =
  (verb: 'cordon' | 'uncordon' | 'drain'): Script =>
  ({ kubectl }, { node, args }) =>
    kubectl([verb, node, ...args]);
