import { durationMs } from '../../lab/index.ts';
import { type CollectionQuestion, settleCollections } from '../../observe/collections.ts';
import type { UntilFinalOptions } from '../../observe/until-final.ts';
import type { Checked, ExpectationContext } from './kind.ts';

/** How long an expectation is waited for, and how long it must hold. */
export function settlingOptions(
  { timeout, holdsFor }: { timeout: string; holdsFor?: string | undefined },
  { signal }: ExpectationContext,
): UntilFinalOptions {
  return {
    timeoutMs: durationMs(timeout),
    ...(holdsFor && { holdsForMs: durationMs(holdsFor) }),
    ...(signal && { signal }),
  };
}

/** Waits for what collections of objects must show. */
export async function settled(
  question: CollectionQuestion,
  expectation: { timeout: string; holdsFor?: string | undefined },
  context: ExpectationContext,
): Promise<Checked> {
  const verdict = await settleCollections(context.api, question, settlingOptions(expectation, context));
  return { verdict, fixedWaitMs: 0 };
}
