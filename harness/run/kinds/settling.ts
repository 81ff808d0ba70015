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
  real: { timeoutMs: 30_000, whileChangingMs: 90_000, answerWithinMs: 30_000 },
} satisfies Record<string, UntilFinalOptions>;

/** A time for something to happen, on a machine as slow as this one is now. */
export function paced(provider: ExpectationContext['provider'], usualMs: number): number {
  return usualMs * (provider.pace?.() ?? 1);
}

/** How long an expectation is waited for, and how long it must hold. */
export function settlingOptions(
  { timeout, holdsFor }: Times,
  { provider, signal }: Pick<ExpectationContext, 'provider' | 'signal'>,
): UntilFinalOptions {
  const usual: UntilFinalOptions = provider.name === 'kwok' ? patience.simulated : patience.real;
  const chosen: UntilFinalOptions = timeout === undefined ? usual : { timeoutMs: durationMs(timeout) };
  return {
    ...chosen,
    timeoutMs: paced(provider, chosen.timeoutMs),
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
