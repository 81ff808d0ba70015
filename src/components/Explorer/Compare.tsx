import { type ReactNode, useMemo, useState } from 'react';
import type { GridCell } from '../NodeGrid/model.ts';
import { NodeGrid } from '../NodeGrid/NodeGrid.tsx';
import { reasonText, stateOf } from '../Placement/cells.ts';
import { markedBy } from '../Topology/node-of.ts';
import type { State } from './address.ts';
import { Editor } from './Editor.tsx';
import styles from './explorer.module.css';
import type { Compared } from './model.ts';
import { keyOf } from './presets.ts';
import type { Core, ExplorerState } from './use-explorer.ts';

/** Something to compare with. */
interface Reference {
  title: string;
  text: string;
  name?: string;
}

const own = 'own';

/** How the DaemonSet differs from the solution, from another of the text, or from any other: over all nodes that could be. */
export function Compare({ explorer, core }: { explorer: ExplorerState; core: Core }): ReactNode {
  const { state, answer, change } = explorer;
  const [isOpen, setOpen] = useState(state.reference !== undefined);
  const references = referencesOf(state, answer.names, answer.chosen);
  const [wanted, setWanted] = useState<string>();
  const key = state.reference !== undefined ? own : (wanted ?? references.keys().next().value ?? own);
  const reference = key === own ? { title: 'it', text: state.reference ?? '' } : references.get(key);
  const compared = useMemo(
    () =>
      isOpen && reference?.text.trim() ? core.compareWith({ ...state, chosen: answer.chosen }, reference) : undefined,
    [isOpen, core, state, answer.chosen, reference],
  );
  const choose = (next: string) => {
    setWanted(next);
    change({ reference: next === own ? (state.reference ?? '') : undefined });
  };
  return (
    <details className={styles.compare} open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>How does this differ from {references.has('solution') ? 'the solution' : 'another DaemonSet'}?</summary>
      <label className={styles.choose}>
        <span>Compare with</span>
        <select value={key} onChange={({ target }) => choose(target.value)}>
          {[...references].map(([one, { title }]) => (
            <option key={one} value={one}>
              {title}
            </option>
          ))}
          <option value={own}>one that I paste</option>
        </select>
      </label>
      {key === own && (
        <Editor
          label="The DaemonSet to compare with"
          value={state.reference ?? ''}
          onChange={(text) => change({ reference: text })}
          problems={[]}
          rows={10}
        />
      )}
      <div aria-live="polite">{compared && <Outcome compared={compared} explorer={explorer} core={core} />}</div>
    </details>
  );
}

function Outcome({ compared, explorer, core }: { compared: Compared; explorer: ExplorerState; core: Core }): ReactNode {
  if (compared.kind === 'refused') {
    const whose = compared.whose === 'yours' ? 'This DaemonSet' : 'The reference';
    return (
      <p className={styles.differ}>
        {whose} cannot be compared: {compared.message}
      </p>
    );
  }
  if (compared.kind === 'agree')
    return <p className={styles.agree}>Both run on the same nodes, whatever nodes there are.</p>;
  const { node, message } = compared;
  const add = () => explorer.change({ nodes: withNode(explorer, core, node) });
  return (
    <>
      <p className={styles.differ}>They differ. A smallest node that shows it: {message}.</p>
      <NodeGrid
        cells={cellsOf(compared)}
        label="The node that shows the difference"
        idle="The same node, under the one and under the other."
        legend={false}
        table={false}
      />
      <button type="button" className="button button--quiet" onClick={add}>
        Add this node to mine
      </button>
    </>
  );
}

function cellsOf({ node, yours, reference }: Extract<Compared, { kind: 'differ' }>): GridCell[] {
  const marks = markedBy(node);
  return [
    { name: 'yours', state: stateOf(yours), reason: reasonText(yours), ...marks },
    { name: 'the reference', state: stateOf(reference), reason: reasonText(reference), ...marks },
  ];
}

/** The nodes with one more, under a name that is still free. */
function withNode(
  { state, answer }: ExplorerState,
  core: Core,
  node: Extract<Compared, { kind: 'differ' }>['node'],
): string {
  const taken = new Set(answer.objects.map(({ metadata }) => metadata.name));
  const wanted = node.metadata.name ?? 'some-node';
  let name = wanted;
  for (let at = 2; taken.has(name); at += 1) name = `${wanted}-${at}`;
  const text = core.nodeText({ ...node, metadata: { ...node.metadata, name } });
  return state.nodes.trim() === '' ? text : `${state.nodes.trimEnd()}\n---\n${text}`;
}

/** What there is to compare with: the lab's solution, unless it is what is shown, and the other DaemonSets of the text. */
function referencesOf(
  { source, texts, daemonSets }: State,
  names: readonly string[],
  chosen: string | undefined,
): Map<string, Reference> {
  const found = new Map<string, Reference>();
  const solution = source && texts?.files[keyOf({ variant: 'solution', file: source.file })];
  if (solution !== undefined && (source?.variant !== 'solution' || solution !== daemonSets))
    found.set('solution', {
      title: `the solution of “${texts?.title}”`,
      text: solution,
      ...(chosen && { name: chosen }),
    });
  for (const name of names)
    if (name !== chosen) found.set(`here ${name}`, { title: `${name}, of the same text`, text: daemonSets, name });
  return found;
}
