import { effectiveTolerations, type TolerationOptions, tolerates } from '../tolerations.ts';
import type { DaemonSet, Taint, Toleration } from '../types.ts';
import { fresh } from './domains.ts';

const effects = ['NoSchedule', 'NoExecute'];

/** A taint that the first DaemonSet tolerates and the second does not; one is enough, for each taint is judged by itself. */
export function tellingTaint(first: DaemonSet, second: DaemonSet, options: TolerationOptions): Taint | undefined {
  const covers = [first, second].map((daemonSet) => {
    const tolerations = effectiveTolerations(daemonSet);
    return (taint: Taint) => tolerations.some((toleration) => tolerates(toleration, taint, options));
  });
  return candidates([first, second]).find((taint) => covers[0]?.(taint) === true && covers[1]?.(taint) === false);
}

/** Every kind of taint that the tolerations of either tell apart: keys and values mentioned, one of each that is not, both effects. */
function candidates(daemonSets: readonly DaemonSet[]): Taint[] {
  const own = daemonSets.flatMap(({ spec }) => spec.template.spec.tolerations ?? []);
  const tolerations = daemonSets.flatMap(effectiveTolerations);
  const keys = keysOf(tolerations);
  // Those that somebody wrote come first: they make the best example.
  const ordered = new Set([...keysOf(own), fresh('some-taint', keys), ...keys]);
  return [...ordered].flatMap((key) =>
    valuesFor(key, tolerations).flatMap((value) => effects.map((effect) => ({ key, ...(value && { value }), effect }))),
  );
}

const keysOf = (tolerations: readonly Toleration[]) => new Set(tolerations.flatMap(({ key }) => (key ? [key] : [])));

function valuesFor(key: string, tolerations: readonly Toleration[]): string[] {
  const own = tolerations.filter((toleration) => !toleration.key || toleration.key === key);
  const mentioned = new Set(own.flatMap(({ value }) => (value ? [value] : [])));
  const bounds = own.filter(
    ({ operator, value }) => (operator === 'Gt' || operator === 'Lt') && /^-?[0-9]{1,19}$/.test(value ?? ''),
  );
  // A taint's value is spelt as a label's, so it cannot be negative.
  const around = bounds
    .flatMap(({ value = '0' }) => [BigInt(value) - 1n, BigInt(value), BigInt(value) + 1n])
    .filter((value) => value >= 0n);
  return ['', ...mentioned, ...around.map(String), fresh('other', mentioned)];
}
