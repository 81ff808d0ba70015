import type { Api } from '../cluster/api.ts';
import { ClusterError, Interrupted } from '../errors.ts';
import type { Verdict } from '../result.ts';
import { verdictCodes } from '../verdict/codes.ts';
import { controllerWorks } from './controller-health.ts';
import { notJudged, whyUnreachable } from './reachable.ts';
import { Wake } from './wake.ts';

/** What is being watched. */
export interface View {
  /** Whether everything has been listed and the API server answers. Throws what no waiting will mend. */
  readonly isCurrent: boolean;
  /** Why it is not current. */
  readonly trouble: ClusterError | undefined;
  close(): void;
}

/** What is asked of a view until the answer is final. */
export interface Question<W extends View, V extends Verdict> {
  watch(onChange: () => void): W;
  judge(view: W): V;
  /** Whether the verdict on what is seen now stands; a view that is not current is not asked. */
  isFinal(view: W): boolean;
  /** How long a pass that is seen now must go on before it says anything; 0 when it does at once. */
  unprovenMs?(view: W): number;
  /** Judges anew what a list shows now; for verdicts that a watch which lags behind could pass too early. */
  confirm?(): Promise<V>;
  /** Whether the controllers have a part in this verdict, so that it says nothing when they do not work. */
  dependsOnControllers(verdict: V): boolean;
}

export interface UntilFinalOptions {
  timeoutMs: number;
  /** Up to when it goes on beyond the timeout, as long as what is watched has not been at rest for the time of one. */
  whileChangingMs?: number;
  /** How long a pass must have held without a break; 0 when one look is enough. */
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
export async function untilFinal<W extends View, V extends Verdict>(
  api: Api,
  question: Question<W, V>,
  options: UntilFinalOptions,
): Promise<V> {
  const wake = new Wake();
  const started = performance.now();
  let changed = started;
  const watch = () =>
    question.watch(() => {
      changed = performance.now();
      wake.call();
    });
  let view = watch();
  // What was seen before the timeout, once it is over and everything is being listed again.
  let lastSeen: W | undefined;
  // Flags, not clocks: a timer may fire a moment before the clock says that it is time, and nothing else would wake us.
  let late = false;
  let tooLate = false;
  const endWhenAtRest = () => {
    const now = performance.now();
    const restMs = changed + options.timeoutMs - now;
    if (restMs > 0 && now - started < (options.whileChangingMs ?? 0)) timers.push(setTimeout(endWhenAtRest, restMs));
    else {
      late = true;
      wake.call();
    }
  };
  const timers = [setTimeout(endWhenAtRest, options.timeoutMs)];
  const interrupt = () => wake.call();
  options.signal?.addEventListener('abort', interrupt);
  try {
    const hold = new Hold(options.holdsForMs ?? 0);
    for (;;) {
      throwIfAborted(options.signal);
      const seen = view.isCurrent && question.isFinal(view) ? question.judge(view) : undefined;
      if (seen && seen.status !== 'pass') return seen;
      hold.see(seen !== undefined);
      const leftMs = seen ? Math.max(hold.leftMs, question.unprovenMs?.(view) ?? 0) : 0;
      if (leftMs > 0) {
        hold.hasWaited = true;
        wake.callAfter(leftMs);
      } else if (seen) {
        const verdict = await standing(api, question, { ...options, verdict: seen, hasWaited: hold.hasWaited });
        if (verdict) return verdict;
        hold.see(false);
      }
      if (!hold.isOn) {
        if (lastSeen && (view.isCurrent || view.trouble || tooLate))
          return await lastVerdict(api, question, { view, lastSeen, ...options });
        if (late && !lastSeen) {
          // A watch can be dead without saying so; a new list tells what is.
          lastSeen = view;
          view.close();
          view = watch();
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
    view.close();
  }
}

/** Throws what the signal was aborted with. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw signal.reason instanceof Error ? signal.reason : new Interrupted('a signal');
}

/** For how long a pass has held without a break. */
class Hold {
  /** Whether what passes now was not taken at once. */
  hasWaited = false;
  readonly #forMs: number;
  #since: number | undefined;

  constructor(forMs: number) {
    this.#forMs = forMs;
  }

  see(passes: boolean): void {
    this.#since = passes ? (this.#since ?? performance.now()) : undefined;
    if (!passes) this.hasWaited = false;
  }

  get isOn(): boolean {
    return this.#since !== undefined;
  }

  get leftMs(): number {
    return this.#since === undefined ? this.#forMs : this.#forMs - (performance.now() - this.#since);
  }
}

/**
 * A pass that stands: one that held all the time, unless the watch that says so was dead, or nobody was there to change
 * anything; and one that a list confirms. Undefined when a list does not.
 */
async function standing<W extends View, V extends Verdict>(
  api: Api,
  question: Question<W, V>,
  { verdict, hasWaited, onTrouble, signal }: UntilFinalOptions & { verdict: V; hasWaited: boolean },
): Promise<V | undefined> {
  const held = hasWaited ? await ifAllWork(api, question, { verdict, onTrouble, signal }) : verdict;
  if (held.status !== 'pass' || !question.confirm) return held;
  try {
    const listed = await question.confirm();
    return listed.status === 'pass' ? listed : undefined;
  } catch (error) {
    if (error instanceof ClusterError) return unreachable(verdict, error, onTrouble);
    throw error;
  }
}

/** A verdict that counts only if the API server answers and, where they have a part in it, the controllers work. */
async function ifAllWork<W extends View, V extends Verdict>(
  api: Api,
  question: Question<W, V>,
  { verdict, onTrouble, signal }: AtEnd & { verdict: V },
): Promise<V> {
  const trouble = await whyUnreachable(api);
  if (trouble) return unreachable(verdict, trouble, onTrouble);
  return question.dependsOnControllers(verdict) ? ifControllersWork(api, verdict, { onTrouble, signal }) : verdict;
}

type AtEnd = { [K in 'onTrouble' | 'signal']: UntilFinalOptions[K] | undefined };

interface AtTimeout<W extends View> extends UntilFinalOptions {
  view: W;
  lastSeen: W;
}

async function lastVerdict<W extends View, V extends Verdict>(
  api: Api,
  question: Question<W, V>,
  { view, lastSeen, onTrouble, signal }: AtTimeout<W>,
): Promise<V> {
  if (!view.isCurrent) return unreachable(question.judge(lastSeen), view.trouble ?? lastSeen.trouble, onTrouble);
  const verdict = question.judge(view);
  if (verdict.status !== 'fail' || !question.dependsOnControllers(verdict)) return verdict;
  return ifControllersWork(api, verdict, { onTrouble, signal });
}

async function ifControllersWork<V extends Verdict>(api: Api, verdict: V, { onTrouble, signal }: AtEnd): Promise<V> {
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

function unreachable<V extends Verdict>(
  verdict: V,
  trouble: ClusterError | undefined,
  onTrouble: UntilFinalOptions['onTrouble'] | undefined,
): V {
  if (trouble) onTrouble?.(trouble);
  return asError(verdict, 'API_UNREACHABLE', trouble && notJudged(trouble));
}

function asError<V extends Verdict>(
  verdict: V,
  code: 'API_UNREACHABLE' | 'CONTROLLER_NOT_WORKING',
  summary: string = verdictCodes[code].means,
): V {
  return { ...verdict, status: 'error', code, summary };
}
