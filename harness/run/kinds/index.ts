import type { Expectation, ExpectationKind } from '../../lab/index.ts';
import { absent } from './absent.ts';
import { events } from './events.ts';
import type { Check, ExpectationContext, Kind } from './kind.ts';
import { noOtherPods } from './no-other-pods.ts';
import { object } from './object.ts';
import { onePodPerMatchingNode } from './one-pod-per-matching-node.ts';
import { output } from './output.ts';
import { pods } from './pods.ts';
import { podsReplaced } from './pods-replaced.ts';
import { reachable } from './reachable.ts';
import { refused } from './refused.ts';
import { revisions } from './revisions.ts';
import { throughout } from './throughout.ts';

export type { Check, Checked, ExpectationContext } from './kind.ts';

/** What prepares and judges each kind of expectation; its form is in `harness/lab/kinds/`. */
const kinds = {
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
} satisfies { [K in ExpectationKind]: Kind<K> };

/** Begins to record what the expectation needs from before the command; call the result after it. */
export function prepareExpectation(expectation: Expectation, context: ExpectationContext): Promise<Check> {
  return (kinds[expectation.expectation] as Kind<ExpectationKind>)(expectation, context);
}
