import type { ReactNode } from 'react';
import { mosaicAbove } from '../NodeGrid/model.ts';
import { NodeGrid } from '../NodeGrid/NodeGrid.tsx';
import styles from './explorer.module.css';
import type { Answer } from './model.ts';
import type { ExplorerState } from './use-explorer.ts';

interface AnswerProps {
  explorer: ExplorerState;
  node: string | undefined;
  setNode: (name: string) => void;
}

/** Where the DaemonSet runs, as a sentence, as a grid and, opened, as a table. */
export function AnswerView({ explorer: { answer, change }, setNode }: AnswerProps): ReactNode {
  const { names, chosen, refusal, cells } = answer;
  return (
    <>
      {names.length > 1 && (
        <label className={styles.choose}>
          <span>Of {names.length} DaemonSets</span>
          <select value={chosen} onChange={({ target }) => change({ chosen: target.value })}>
            {names.map((name, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two may have the same name
              <option key={at} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <p className={styles.verdict} aria-live="polite">
        {verdict(answer)}
      </p>
      {refusal && (
        <dl className={styles.refusal}>
          <dt>Field</dt>
          <dd>
            <code>{refusal.field}</code>
          </dd>
          <dt>Reason</dt>
          <dd>
            <code>{refusal.reason}</code>
          </dd>
          <dt>Message</dt>
          <dd>{refusal.message}</dd>
        </dl>
      )}
      {cells.length > 0 && (
        <NodeGrid
          cells={cells}
          label={`Where ${chosen ?? 'it'} runs`}
          onPick={setNode}
          table={cells.length <= mosaicAbove ? 'open' : true}
          idle="Point at a node to see why; press it to change it below."
        />
      )}
    </>
  );
}

function verdict({ cells, chosen, refusal, problems }: Answer): string {
  if (refusal) return `${chosen}: the API server refuses it.`;
  if (problems.some(({ isWarning }) => !isWarning)) return 'No answer: there is a mistake in a text.';
  const due = cells.filter(({ state }) => state === 'running').length;
  const nodes = cells.length === 1 ? '1 node' : `${cells.length.toLocaleString('en')} nodes`;
  return `${chosen} runs on ${due.toLocaleString('en')} of ${nodes}.`;
}
