import type { Comparison } from '../placement/counterexample/index.ts';
import type { Refusal } from '../placement/validate/index.ts';
import { renderExplanation } from './explain.ts';
import { drawMark } from './glyphs.ts';
import { clean, type RenderOptions, wrap } from './text.ts';

/** A DaemonSet beside the reference, or why the server would refuse it. */
export type ComparedDaemonSet = { daemonSet: string } & (Comparison | { error: Refusal });

/** A comparison for people: that they agree everywhere, or a smallest node on which they do not. */
export function renderComparison(compared: ComparedDaemonSet, reference: string, options: RenderOptions): string {
  if ('error' in compared) return renderExplanation(compared, options);
  const { daemonSet } = compared;
  if (compared.kind === 'agree')
    return `${drawMark('pass', options)} ${clean(daemonSet)} runs on the same nodes as ${clean(reference)}, whatever nodes there are\n`;
  const { message, yours, reference: other } = compared;
  const lines = [
    `${drawMark('fail', options)} ${clean(daemonSet)} does not run on the same nodes as ${clean(reference)}`,
    ...wrap(`${message}.`, '  ', options),
    ...wrap(`yours: ${yours.reasons[0].message}`, '    ', options),
    ...wrap(`the reference: ${other.reasons[0].message}`, '    ', options),
  ];
  return `${lines.join('\n')}\n`;
}
