import type { Api } from '../cluster/api.ts';
import { type ClusterError, Interrupted } from '../errors.ts';
import type { PlacementVerdict } from '../result.ts';
import { verdictCodes } from '../verdict/codes.ts';
import { hasStrayPods, Judge, type Task } from '../verdict/judge.ts';
import { controllerWorks } from './controller-health.ts';
import { type Subject, Watcher } from './watcher.ts';

export interface Settled {
  verdict: PlacementVerdict;
  /** How long pods of deleted nodes were waited for, which no flag of Kubernetes shortens. */
  fixedWaitMs: number;
}

export interface SettleOptions {
  timeoutMs: number;
  /** How long a pass must have held without a break; 0 when the fixpoint alone is enough. */
  holdsForMs?: number;
  signal?: AbortSignal;
  /** Called with the cause when the API server cannot be asked. */
  onTrouble?: (error: ClusterError) => void;
}

/**
 * Watches until the verdict is final, or judges the last observation at the timeout. Where nobody could judge (API
 * server out of reach, controller manager not working) the verdict is `error`, never `fail`.
 */
export async function settle(api: Api, { subject, task }: { subject: Subject; task: Task }, options: SettleOptions): Promise<Settled> {
  const judge = new Judge(task);
  const started = Date.now();
  const wake = new Wake();
  const watcher = new Watcher(api, subject, () => wake.call());
  const timer = setTimeout(() => wake.call(), options.timeoutMs);
  const interrupt = () => wake.call();
  options.signal?.addEventListener('abort', interrupt);
  try {
    let passingSince: number | undefined;
    let fixedWaitMs = 0;
    for (;;) {
      if (options.signal?.aborted) throw options.signal.reason instanceof Error ? options.signal.reason : new Interrupted('a signal');
      const late = Date.now() - started >= options.timeoutMs;
      if (watcher.isCurrent && hasStrayPods(watcher.observation)) fixedWaitMs = Date.now() - started;
      if (watcher.isCurrent && judge.isFinal(watcher.observation)) {
        const { verdict } = judge.judge(watcher.observation);
        if (verdict.status !== 'pass' || !options.holdsForMs) return { verdict, fixedWaitMs };
        passingSince ??= Date.now();
        const leftMs = options.holdsForMs - (Date.now() - passingSince);
        if (leftMs <= 0) return { verdict, fixedWaitMs };
        wake.callAfter(leftMs);
      } else {
        passingSince = undefined;
        if (late) return { verdict: await lastVerdict(api, { judge, watcher, started, ...options }), fixedWaitMs };
      }
      await wake.next();
    }
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', interrupt);
    wake.cancel();
    watcher.close();
  }
}

interface AtTimeout extends SettleOptions {
  judge: Judge;
  watcher: Watcher;
  started: number;
}

async function lastVerdict(api: Api, { judge, watcher, started, onTrouble }: AtTimeout): Promise<PlacementVerdict> {
  const { verdict } = judge.judge(watcher.observation);
  if (!watcher.isCurrent) {
    if (watcher.trouble) onTrouble?.(watcher.trouble);
    return asError(verdict, 'API_UNREACHABLE', watcher.trouble?.message);
  }
  // A watch can be dead without saying so; one plain request tells.
  const probe = await api.get('/api/v1/namespaces/default', { timeoutMs: 5_000 }).then(() => undefined, (error: ClusterError) => error);
  if (probe && 'exitCode' in probe) {
    onTrouble?.(probe);
    return asError(verdict, 'API_UNREACHABLE', probe.message);
  }
  if ((await controllerWorks(api, started)) === false) {
    return asError(verdict, 'CONTROLLER_NOT_WORKING', `${verdictCodes.CONTROLLER_NOT_WORKING.means} Last seen: ${verdict.summary}`);
  }
  return verdict;
}

function asError(verdict: PlacementVerdict, code: 'API_UNREACHABLE' | 'CONTROLLER_NOT_WORKING', summary: string = verdictCodes[code].means): PlacementVerdict {
  return { ...verdict, status: 'error', code, summary };
}

/** Lets many events lead to one look: the next look waits for what the last one cost, ten times over. */
class Wake {
  #called = false;
  #resume: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lastLookMs = 0;
  #looked = performance.now();

  call(): void {
    this.#called = true;
    this.#resume?.();
  }

  callAfter(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.call(), ms);
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }

  async next(): Promise<void> {
    this.#lastLookMs = performance.now() - this.#looked;
    if (!this.#called) {
      await new Promise<void>((resolve) => {
        this.#resume = resolve;
      });
    }
    // Events of the same moment arrive together, and a look at 1,000 nodes must not be repeated for each of them.
    await new Promise<void>((resolve) => {
      if (this.#lastLookMs < 0.1) setImmediate(resolve);
      else setTimeout(resolve, Math.min(this.#lastLookMs * 10, 15));
    });
    this.#resume = undefined;
    this.#called = false;
    this.#looked = performance.now();
  }
}
