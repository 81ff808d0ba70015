import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { ClusterError } from '../../errors.ts';
import type { Node } from '../../placement/types.ts';
import { type Api, ApiError, isNotFound } from '../api.ts';
import { asBefore, type NodeSnapshot, patchTo, snapshotOf } from './node-snapshot.ts';

export const nodesPath = '/api/v1/nodes';

/** The nodes as they were before we changed any, kept in a file, so that whoever comes after a killed run can put them back. */
export class NodeUndo {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** What was written down, undefined when nothing was changed. */
  read(): NodeSnapshot[] | undefined {
    if (!existsSync(this.#path)) return undefined;
    return JSON.parse(readFileSync(this.#path, 'utf8')) as NodeSnapshot[];
  }

  /** Writes down how the nodes are, before the first change; it is on the disk when this returns. */
  remember(live: readonly Node[]): void {
    if (existsSync(this.#path)) return;
    mkdirSync(dirname(this.#path), { recursive: true });
    const aside = `${this.#path}.${process.pid}`;
    const file = openSync(aside, 'w', 0o600);
    writeSync(file, JSON.stringify(live.map(snapshotOf)));
    fsyncSync(file);
    closeSync(file);
    renameSync(aside, this.#path);
  }

  /** Puts every node back as it was, and forgets. */
  async replay(api: Api): Promise<void> {
    const before = this.read();
    if (before) await changeNodes(api, (live) => asBefore([live], before).map(snapshotOf)[0]);
    rmSync(this.#path, { force: true });
  }
}

/** Makes each node what `wantedOf` says of it; where it says nothing the node stays. */
export async function changeNodes(
  api: Api,
  wantedOf: (live: Node) => Omit<NodeSnapshot, 'uid'> | undefined,
): Promise<void> {
  const { items } = await api.list<Node>(nodesPath);
  await Promise.all(items.map((node) => changeNode(api, node, wantedOf)));
}

const tries = 10;

/** A node's status is written all the time, so a change may come too late for the version that it was made for. */
async function changeNode(
  api: Api,
  first: Node,
  wantedOf: (live: Node) => Omit<NodeSnapshot, 'uid'> | undefined,
): Promise<void> {
  const path = `${nodesPath}/${first.metadata.name}`;
  let live = first;
  for (let left = tries; ; left -= 1) {
    const wanted = wantedOf(live);
    const body = wanted && patchTo(live, wanted);
    if (!body) return;
    try {
      await api.request('PATCH', path, { body, contentType: 'application/merge-patch+json' });
      return;
    } catch (error) {
      if (isNotFound(error)) return;
      if (!(error instanceof ApiError && error.status === 409) || left === 1)
        throw new ClusterError('E_NODE', `Could not change node ${live.metadata.name}: ${(error as Error).message}`, {
          cause: error,
        });
      live = await api.get<Node>(path);
    }
  }
}
