import type { VerdictCode } from './codes.ts';
import type { Reading } from './reach-answer.ts';

/** Something that was answered, with whatever status. */
export interface Reply {
  status: number;
  body: string;
  /** Address from which it was asked. */
  asker?: string;
}

/** No answer, and why; `connected` when somebody took the call and then said nothing. */
export interface Silence {
  silence: string;
  connected?: boolean;
}

export type Try = Reply | Silence;

/** One address asked from one place, as often as was due or up to the first silence. */
export interface Asked {
  from: { words: string; node?: string };
  /** `node` is the one that the address belongs to; without `address` there was nothing to ask. */
  to: { words: string; node?: string; address?: string };
  tries: readonly Try[];
}

export interface ReachTask extends Reading {
  /** Nodes whose pods must answer, exactly these; none when nobody may. */
  answeredBy: ReadonlySet<string>;
  /** Whose pod has to answer: that of the node that is asked, that of the node that asks, or each of `answeredBy` in turn. */
  own: 'asked' | 'asking' | 'any';
  /** Whether the addresses come from a name, so that one too many is wrong even where nobody answers at it. */
  byName?: boolean;
}

export interface Finding {
  /** Empty when it is about no node. */
  node: string;
  code: VerdictCode;
  message: string;
}
