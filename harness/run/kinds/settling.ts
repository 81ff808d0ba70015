import { durationMs } from '../../lab/index.ts';
import { type CollectionQuestion, settleCollections } from '../../observe/collections.ts';
import type { UntilFinalOptions } from '../../observe/until-final.ts';
import type { Checked, ExpectationContext } from './kind.ts';

/** How long an expectation may take. */
interface Times {
  timeout?: string | undefined;
  holdsFor?: string | undefined;
}

// On simulated nodes no image is pulled and no container starts: only a busy machine makes anything take long there.
const patience = {
  simulated: { timeoutMs: 5_000, whileChangingMs: 30_000, answerWithinMs: 25_000 },
  real: { timeoutMs: 30_000 },
} satisfies Record<string, UntilFinalOptions>;

/** How long an expectation is waited for, and how long it must hold. */
export function settlingOptions(
  { timeout, holdsFor }: Times,
  { provider, signal }: Pick<ExpectationContext, 'provider' | 'signal'>,
): UntilFinalOptions {
  const usual = provider.name === 'kwok' ? patience.simulated : patience.real;
  return {
    ...(timeout === undefined ? usual : { timeoutMs: durationMs(timeout) }),
    ...(holdsFor && { holdsForMs: durationMs(holdsFor) }),
    ...(signal && { signal }),
  };
}

/** Waits for what collections of objects must show. */
export async function settled(
  question: CollectionQuestion,
  expectation: Times,
  context: ExpectationContext,
): Promise<Checked> {
  const verdict = await settleCollections(context.api, question, settlingOptions(expectation, context));
  return { verdict, fixedWaitMs: 0 };
}
