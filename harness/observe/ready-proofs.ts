import type { Node, Pod } from '../placement/types.ts';
import { hasKubelet, isPodReady } from '../verdict/node-state.ts';
import { readyProof } from '../verdict/ready-proof.ts';

/** Remembers since when pods have been seen Ready, and tells how long to wait until that says something. */
export class ReadyProofs {
  readonly #firstSeen = new Map<string, number>();

  /**
   * Milliseconds until all Ready pods on real kubelets have been so for long enough: by the server's times, whose seconds
   * are whole, or by our own eyes, whichever is sooner. 0 on simulated nodes.
   */
  leftMs(
    { nodes, podsOn }: { nodes: readonly Node[]; podsOn: (node: string) => readonly Pod[] },
    skewMs: number,
  ): number {
    let left = 0;
    for (const node of nodes) {
      if (!hasKubelet(node)) continue;
      for (const pod of podsOn(node.metadata.name ?? ''))
        if (isPodReady(pod)) left = Math.max(left, this.#left(pod, skewMs));
    }
    return left;
  }

  #left(pod: Pod, skewMs: number): number {
    const proof = readyProof(pod);
    if (!proof) return 0;
    const now = performance.now();
    const key = `${pod.metadata.uid} ${proof.needMs} ${proof.sinceMs}`;
    const firstSeen = this.#firstSeen.get(key) ?? now;
    this.#firstSeen.set(key, firstSeen);
    const ofServer = Date.now() + skewMs - proof.sinceMs;
    return Math.max(0, proof.needMs - Math.max(now - firstSeen, ofServer));
  }
}
