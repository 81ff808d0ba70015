import type { KindFiles } from './files.ts';
import { type Member, readJson, writeJson } from './pool.ts';
import type { Snapshot } from './snapshot.ts';

/** Which machines there are, and which of them are nodes of the lab. */
export interface PoolState {
  members: Member[];
  /** Containers whose node is in use; the others are parked. */
  inUse: string[];
  /** Node image that the cluster was made of. */
  image: string;
  /** Images that every member was given. */
  images: string[];
  /** Those of them that the lab of the last reset runs; a machine that joins needs no others. */
  labImages: string[];
}

/** What is kept of a cluster between two commands, on disk before it is relied on. */
export class ClusterState {
  readonly #files: KindFiles;

  constructor(files: KindFiles) {
    this.#files = files;
  }

  get pool(): PoolState | undefined {
    return readJson<PoolState>(this.#files.pool);
  }

  set pool(pool: PoolState) {
    writeJson(this.#files.pool, pool);
  }

  get snapshot(): Snapshot | undefined {
    return readJson<Snapshot>(this.#files.snapshot);
  }

  set snapshot(snapshot: Snapshot) {
    writeJson(this.#files.snapshot, snapshot);
  }
}
