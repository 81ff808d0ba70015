import { type Api, ApiError } from '../../harness/cluster/api.ts';
import { Draw } from './draw.ts';
import { drawDaemonSet } from './draw-daemon-set.ts';
import { drawNode } from './draw-node.ts';
import { bringBlankNodes, writeNode } from './nodes.ts';
import { daemonSetsPath } from './settle.ts';
import { type Round, toDaemonSet } from './subjects.ts';

export interface DrawnRound extends Round {
  /** Drafts that the API server refused, and that were drawn anew. */
  refused: { nodes: number; daemonSets: number };
}

export interface RoundOptions {
  seed: number;
  /** Which round of the run it is. */
  index: number;
  nodes: number;
  daemonSets: number;
  /** Whether the cluster takes Gt and Lt in tolerations. */
  comparisons?: boolean;
}

const ordinal = (index: number) => String(index + 1).padStart(2, '0');

/** Draws a round of which the API server accepts everything; what it refuses is counted and drawn anew. */
export async function drawRound(api: Api, options: RoundOptions): Promise<DrawnRound> {
  const { seed, index, comparisons } = options;
  const names = Array.from({ length: options.nodes }, (_, place) => `node-${ordinal(place)}`);
  await bringBlankNodes(api, names);
  const refused = { nodes: 0, daemonSets: 0 };
  const nodes = await Promise.all(
    names.map((name, place) =>
      untilAccepted({
        draft: (attempt) => drawNode(new Draw(seed, index, 0, place, attempt), name, place),
        offer: (node) => writeNode(api, node, { dryRun: 'All' }),
        onRefusal: () => (refused.nodes += 1),
      }),
    ),
  );
  const daemonSets = await Promise.all(
    Array.from({ length: options.daemonSets }, (_, place) =>
      untilAccepted({
        draft: (attempt) =>
          drawDaemonSet(new Draw(seed, index, 1, place, attempt), {
            name: `agent-${ordinal(place)}`,
            place,
            nodes,
            comparisons,
          }),
        offer: (draft) => offerDaemonSet(api, toDaemonSet(draft)),
        onRefusal: () => (refused.daemonSets += 1),
      }),
    ),
  );
  return { nodes, daemonSets, refused };
}

/** Asks the API server whether it would take a DaemonSet, and leaves none behind. Throws ApiError when it would not. */
export function offerDaemonSet(api: Api, body: unknown): Promise<unknown> {
  const query = { dryRun: 'All', fieldValidation: 'Strict' };
  return api.request('POST', daemonSetsPath('default'), { body, query });
}

interface Offer<T> {
  draft: (attempt: number) => T;
  offer: (draft: T) => Promise<unknown>;
  onRefusal: () => void;
}

async function untilAccepted<T>({ draft, offer, onRefusal }: Offer<T>): Promise<T> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const drawn = draft(attempt);
    try {
      await offer(drawn);
      return drawn;
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 422)) throw error;
      onRefusal();
    }
  }
  throw new Error('The API server refused 50 drafts in a row; the generators draw nonsense.');
}
