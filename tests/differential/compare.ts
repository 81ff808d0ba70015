import { type compilePlacement, reasonCodes } from '../../harness/placement/index.ts';
import type { Placement } from '../../harness/placement/types.ts';
import type { Observation } from './observe.ts';
import { type Pair, type Round, toDaemonSet, toNode } from './subjects.ts';

export type Model = (
  ...args: Parameters<typeof compilePlacement>
) => (
  ...args: Parameters<ReturnType<typeof compilePlacement>>
) => Pick<Placement, 'shouldRun' | 'shouldContinueRunning'>;

/** shouldRun and shouldContinueRunning, in one word; TF is not a thing. */
export type Outcome = 'TT' | 'FT' | 'FF' | 'TF';

export interface Mismatch extends Pair {
  modelSays: Outcome;
  controllerDid: Outcome;
}

type Decision = Pick<Placement, 'shouldRun' | 'shouldContinueRunning'>;

export function outcomeOf({ shouldRun, shouldContinueRunning }: Decision): Outcome {
  return `${shouldRun ? 'T' : 'F'}${shouldContinueRunning ? 'T' : 'F'}`;
}

export function observed({ ran, stayed }: Observation, { node, daemonSet }: Pair): Outcome {
  return outcomeOf({
    shouldRun: ran.get(daemonSet.name)?.has(node.name) === true,
    shouldContinueRunning: stayed.get(daemonSet.name)?.has(node.name) === true,
  });
}

/** Every pair of a round of which the model says something else than the controller did. */
export function mismatches(round: Round, observation: Observation, model: Model): Mismatch[] {
  const found: Mismatch[] = [];
  for (const daemonSet of round.daemonSets) {
    const decide = model(toDaemonSet(daemonSet));
    for (const node of round.nodes) {
      const modelSays = outcomeOf(decide(toNode(node)));
      const controllerDid = observed(observation, { node, daemonSet });
      if (modelSays !== controllerDid) found.push({ node, daemonSet, modelSays, controllerDid });
    }
  }
  return found;
}

/** Pairs of which the model says another thing when it reads the objects as the API server writes them. */
export function readingSlips(round: Round, { stored }: Observation, model: Model): Pair[] {
  const slips: Pair[] = [];
  for (const daemonSet of round.daemonSets) {
    const written = stored.daemonSets.get(daemonSet.name);
    if (!written) throw new Error(`${daemonSet.name} was not stored.`);
    const [ofDraft, ofStored] = [model(toDaemonSet(daemonSet)), model(written)];
    for (const node of round.nodes) {
      const live = stored.nodes.find(({ metadata }) => metadata.name === node.name);
      if (!live || outcomeOf(ofDraft(toNode(node))) !== outcomeOf(ofStored(live))) slips.push({ node, daemonSet });
    }
  }
  return slips;
}

/** How often each outcome and each reason occurred; `alone` counts pairs that one reason decides and no other shares. */
export interface Distribution {
  pairs: number;
  outcomes: Record<Outcome, number>;
  deciding: Record<string, number>;
  alone: Record<string, number>;
}

const zeroes = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;

export function emptyDistribution(): Distribution {
  const codes = Object.keys(reasonCodes);
  return { pairs: 0, outcomes: zeroes(['TT', 'FT', 'FF', 'TF']), deciding: zeroes(codes), alone: zeroes(codes) };
}

/** Adds a round's pairs: outcomes as the controller had them, reasons as the model gives them. */
export function tally(
  total: Distribution,
  round: Round,
  observation: Observation,
  model: typeof compilePlacement,
): void {
  for (const daemonSet of round.daemonSets) {
    const decide = model(toDaemonSet(daemonSet));
    for (const node of round.nodes) {
      const codes = [...new Set(decide(toNode(node)).reasons.map(({ code }) => code))];
      const [first] = codes;
      total.pairs += 1;
      total.outcomes[observed(observation, { node, daemonSet })] += 1;
      if (first === undefined) throw new Error('The model gave no reason.');
      total.deciding[first] = (total.deciding[first] ?? 0) + 1;
      if (codes.length === 1) total.alone[first] = (total.alone[first] ?? 0) + 1;
    }
  }
}
