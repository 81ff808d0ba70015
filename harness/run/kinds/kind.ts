import type { Api } from '../../cluster/api.ts';
import type { Provider } from '../../cluster/provider.ts';
import type { Expectation, ExpectationKind, Lab } from '../../lab/index.ts';
import type { Node } from '../../placement/types.ts';
import type { CommandResult, Verdict } from '../../result.ts';

export interface ExpectationContext {
  api: Api;
  /** Where the lab runs, and what the API cannot do: to run something on a node. */
  provider: Pick<Provider, 'name' | 'node' | 'pace'>;
  lab: Lab;
  namespace: string;
  signal?: AbortSignal;
  /** Aborts when the step is over, however it ended; what watches throughout the step stops then. */
  ended: AbortSignal;
  topologyChanges?: (nodes: readonly Node[]) => readonly { node: string; message: string }[];
}

/** The verdict, and how much of the waiting Kubernetes itself fixes. */
export interface Checked {
  verdict: Verdict;
  fixedWaitMs: number;
}

/** Judges once the step's command has run; gets what the command printed. */
export type Check = (ran: CommandResult) => Promise<Checked>;

export type Of<K extends ExpectationKind> = Extract<Expectation, { expectation: K }>;

/** Called before the step's command, so that it can record what was; gives what judges afterwards. */
export type Kind<K extends ExpectationKind> = (expectation: Of<K>, context: ExpectationContext) => Promise<Check>;
