import { type ReactNode, useState } from 'react';
import { AnswerView } from './AnswerView.tsx';
import { Compare } from './Compare.tsx';
import { CopyCommand } from './CopyCommand.tsx';
import { DaemonSetForm } from './DaemonSetForm.tsx';
import { Editor } from './Editor.tsx';
import styles from './explorer.module.css';
import { NodeForm } from './NodeForm.tsx';
import { Presets } from './Presets.tsx';
import type { ExplorerData } from './presets.ts';
import { useExplorer } from './use-explorer.ts';

/** A DaemonSet, some nodes, and on which of them it runs: both as text and by form, judged by the placement model as it is typed. */
export function Explorer({ data }: { data: ExplorerData }): ReactNode {
  const explorer = useExplorer(data);
  const { state, answer, core, notice, change } = explorer;
  const [node, setNode] = useState<string>();
  const problemsOf = (side: 'daemonSets' | 'nodes') => answer.problems.filter((problem) => problem.side === side);
  return (
    <div className={styles.explorer}>
      <Presets labs={data.labs} explorer={explorer} />
      <p role="status" className={notice ? styles.notice : 'visually-hidden'}>
        {notice}
      </p>
      <div className={styles.panes}>
        <section className={styles.daemonSets} aria-label="DaemonSet">
          <Editor
            label="DaemonSet"
            value={state.daemonSets}
            onChange={(daemonSets) => change({ daemonSets })}
            problems={problemsOf('daemonSets')}
            rows={19}
          />
          <DaemonSetForm explorer={explorer} />
        </section>
        <section className={styles.answer} aria-label="Answer">
          <AnswerView explorer={explorer} node={node} setNode={setNode} />
          {core && <Compare explorer={explorer} core={core} />}
        </section>
        <section className={styles.nodes} aria-label="Nodes">
          <Editor
            label="Nodes"
            value={state.nodes}
            onChange={(nodes) => change({ nodes })}
            problems={problemsOf('nodes')}
            rows={15}
          />
          <NodeForm explorer={explorer} node={node} setNode={setNode} />
          <CopyCommand state={state} />
        </section>
      </div>
    </div>
  );
}
