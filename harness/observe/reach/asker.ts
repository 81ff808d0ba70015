import type { Try } from '../../verdict/reach-asked.ts';

/** One address to ask by HTTP, and how often. */
export interface Question {
  /** An IP. */
  address: string;
  port: number;
  path: string;
  /** What the Host header says, where it is not the address. */
  hostName?: string;
  tries: number;
}

/** A place from which can be asked. Its methods throw ClusterError when it cannot ask, which says nothing of the answer. */
export interface Asker {
  /** Such as `the host` or `a pod on worker-1`. */
  words: string;
  /** The node that it is on; none for the host. */
  node?: string;
  /** Asks all of them at once, each anew for each try, up to the first that stays silent. */
  ask(questions: readonly Question[]): Promise<Try[][]>;
  /** The IPv4 addresses that a name resolves to, none when it does not. */
  lookUp(name: string): Promise<string[]>;
}

/** How long a connection may take, and an answer in all; both the same for whoever must answer and whoever must not. */
export const patience = { connectMs: 1_000, answerMs: 3_000 } as const;

/** `10.0.0.1:8080`, or `[fd00::1]:8080`. */
export function hostPort(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
