import type * as z from 'zod';
import { oneKeyOf } from './fields.ts';
import { absent } from './kinds/absent.ts';
import { events } from './kinds/events.ts';
import { noOtherPods } from './kinds/no-other-pods.ts';
import { object } from './kinds/object.ts';
import { onePodPerMatchingNode } from './kinds/one-pod-per-matching-node.ts';
import { output } from './kinds/output.ts';
import { pods } from './kinds/pods.ts';
import { podsReplaced } from './kinds/pods-replaced.ts';
import { reachable } from './kinds/reachable.ts';
import { refused } from './kinds/refused.ts';
import { revisions } from './kinds/revisions.ts';
import { throughout } from './kinds/throughout.ts';

export type { IntendedSpec } from './kinds/common.ts';

/** Every kind of expectation and what it takes; a kind is a file in `kinds/` and an entry here. */
export const expectationSchemas = {
  onePodPerMatchingNode,
  podsReplaced,
  throughout,
  pods,
  noOtherPods,
  object,
  absent,
  revisions,
  events,
  reachable,
  refused,
  output,
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
