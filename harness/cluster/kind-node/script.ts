import type { Api } from '../api.ts';
import type { Member } from '../kind/pool.ts';
import type { NodeOutput, TopologyNode } from '../provider.ts';
import type { Journal } from './journal.ts';
import type { Shell } from './shell.ts';

/** What the scripts of the verbs work with. */
export interface ScriptTools {
  $: Shell;
  /** Name of the cluster, as kind knows it. */
  cluster: string;
  /** Every change to a node is noted here before it is made. */
  journal: Journal;
  /** The machines that the cluster has from the start, those that a lab does not need included. */
  pool: readonly Member[];
  /** The machines that are nodes now, on or off, and those that were added. */
  machines: () => Promise<Pick<Member, 'node' | 'container'>[]>;
  /** Gives a machine of the pool that has no node its node back. */
  bringBack: (member: Member, wanted: TopologyNode) => Promise<void>;
  /** Runs the pinned kubectl against the cluster; an answer of the server that says no is a usage error. */
  kubectl: (args: readonly string[]) => Promise<string>;
  api: () => Promise<Api>;
  /** Gives a node the workload images that it lacks. */
  loadImages: (container: string) => Promise<void>;
  /** File of an image that was made for use without a registry; undefined for any other image. */
  archiveOf: (image: string) => string | undefined;
}

/** One node that is there, and what was asked of it. */
export interface ScriptRequest {
  node: string;
  container: string;
  args: readonly string[];
}

/** What a verb does on a node that exists; text alone is what is printed. */
export type Script = (tools: ScriptTools, request: ScriptRequest) => Promise<string | NodeOutput>;
