import type { Api } from '../cluster/api.ts';
import { ClusterError, Interrupted } from '../errors.ts';
import type { PlacementVerdict } from '../result.ts';
import { hasStrayPods } from '../verdict/absent-nodes.ts';
import { verdictCodes } from '../verdict/codes.ts';
import { Judge, type Task } from '../verdict/judge.ts';
import { controllerWorks } from './controller-health.ts';
import { notJudged, whyUnreachable } from './reachable.ts';
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
  /** How long the API server may take to answer once the timeout is over, before it counts as out of reach; 5 s. */
  answerWithinMs?: number;
  signal?: AbortSignal;
  /** Called with the cause when the API server cannot be asked. */
  onTrouble?: (error: ClusterError) => void;
}

/**
 * Watches until the verdict is final, or lists once more at the timeout and judges that. Where nobody could judge (API
 * server out of reach, controller manager not working) the verdict is `error`, never `fail`.
 */
export async function settle(
  api: Api,
  { subject, task }: { subject: Subject; task: Task },
  options: SettleOptions,
): Promise<Settled> {
  const judge = new Judge(task);
  const started = performance.now();
  const wake = new Wake();
  const watch = () => new Watcher(api, subject, () => wake.call());
  let watcher = watch();
  // What was seen before the timeout, once it is over and everything is being listed again.
  let lastSeen: Watcher | undefined;
  // Flags, not clocks: a timer may fire a moment before the clock says that it is time, and nothing else would wake us.
  let late = false;
  let tooLate = false;
  const timers = [
    setTimeout(() => {
      late = true;
      wake.call();
    }, options.timeoutMs),
  ];
  const interrupt = () => wake.call();
  options.signal?.addEventListener('abort', interrupt);
  try {
    let passingSince: number | undefined;
    let fixedWaitMs = 0;
    for (;;) {
      throwIfAborted(options.signal);
      if (watcher.isCurrent && hasStrayPods(watcher.observation)) fixedWaitMs = performance.now() - started;
      if (watcher.isCurrent && judge.isFinal(watcher.observation)) {
        const { verdict } = judge.judge(watcher.observation);
        if (verdict.status !== 'pass' || !options.holdsForMs) return { verdict, fixedWaitMs };
        passingSince ??= performance.now();
        const leftMs = options.holdsForMs - (performance.now() - passingSince);
        if (leftMs <= 0) return { verdict: await confirmed(api, verdict, options), fixedWaitMs };
        wake.callAfter(leftMs);
      } else {
        passingSince = undefined;
        if (lastSeen && (watcher.isCurrent || watcher.trouble || tooLate)) {
          return { verdict: await lastVerdict(api, { judge, watcher, lastSeen, ...options }), fixedWaitMs };
        }
        if (late && !lastSeen) {
          // A watch can be dead without saying so; a new list tells what is.
          lastSeen = watcher;
          watcher.close();
          watcher = watch();
          timers.push(
            setTimeout(() => {
              tooLate = true;
              wake.call();
            }, options.answerWithinMs ?? 5_000),
          );
        }
      }
      await wake.next();
    }
  } finally {
    for (const timer of timers) clearTimeout(timer);
    options.signal?.removeEventListener('abort', interrupt);
    wake.cancel();
    watcher.close();
  }
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw signal.reason instanceof Error ? signal.reason : new Interrupted('a signal');
}

/** A pass that held all the time, unless the watch that says so was dead. */
async function confirmed(api: Api, verdict: PlacementVerdict, { onTrouble }: SettleOptions): Promise<PlacementVerdict> {
  const trouble = await whyUnreachable(api);
  return trouble ? unreachable(verdict, trouble, onTrouble) : verdict;
}

interface AtTimeout extends SettleOptions {
  judge: Judge;
  watcher: Watcher;
  lastSeen: Watcher;
}

async function lastVerdict(
  api: Api,
  { judge, watcher, lastSeen, onTrouble, signal }: AtTimeout,
): Promise<PlacementVerdict> {
  if (!watcher.isCurrent)
    return unreachable(judge.judge(lastSeen.observation).verdict, watcher.trouble ?? lastSeen.trouble, onTrouble);
  const { verdict } = judge.judge(watcher.observation);
  // That there is no DaemonSet is nothing that a controller could change.
  if (verdict.status !== 'fail' || verdict.code === 'DAEMONSET_NOT_FOUND') return verdict;
  try {
    if ((await controllerWorks(api, signal)) !== false) return verdict;
  } catch (error) {
    throwIfAborted(signal);
    if (error instanceof ClusterError) return unreachable(verdict, error, onTrouble);
    throw error;
  }
  return asError(
    verdict,
    'CONTROLLER_NOT_WORKING',
    `${verdictCodes.CONTROLLER_NOT_WORKING.means} Last seen: ${verdict.summary}`,
  );
}

function unreachable(
  verdict: PlacementVerdict,
  trouble: ClusterError | undefined,
  onTrouble: SettleOptions['onTrouble'],
): PlacementVerdict {
  if (trouble) onTrouble?.(trouble);
  return asError(verdict, 'API_UNREACHABLE', trouble && notJudged(trouble));
}

function asError(
  verdict: PlacementVerdict,
  code: 'API_UNREACHABLE' | 'CONTROLLER_NOT_WORKING',
  summary: string = verdictCodes[code].means,
): PlacementVerdict {
  return { ...verdict, status: 'error', code, summary };
}

/** Lets many events lead to one look: the next look waits for what the last one cost, four times over. */
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
      else setTimeout(resolve, Math.min(this.#lastLookMs * 4, 5));
    });
    this.#resume = undefined;
    this.#called = false;
    this.#looked = performance.now();
  }
}
