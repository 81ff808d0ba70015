import type { Expectation, ExpectationKind } from '../expectations.ts';
import { absent, events, object, output, refused, revisions } from './objects.ts';
import { noOtherPods, onePodPerMatchingNode, pods, podsReplaced, throughout } from './pods.ts';
import { reachable } from './reachable.ts';
import type { ExpectationText } from './text.ts';

export type { ExpectationText } from './text.ts';

const sentences: {
  [K in ExpectationKind]: (expectation: Extract<Expectation, { expectation: K }>) => ExpectationText;
} = {
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
};

/** What an expectation asks, in words that a learner reads; names and values are in backticks. */
export function describeExpectation(expectation: Expectation): ExpectationText {
  const describe = sentences[expectation.expectation] as (expectation: Expectation) => ExpectationText;
  return describe(expectation);
}
