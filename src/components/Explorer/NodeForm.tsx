import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Taint } from '../../../harness/placement/types.ts';
import { Chips } from './Chips.tsx';
import styles from './form.module.css';
import type { Core, ExplorerState } from './use-explorer.ts';

interface NodeFormProps {
  explorer: ExplorerState;
  node: string | undefined;
  setNode: (name: string | undefined) => void;
}

/** Labels and taints of one node by form. Each change is one that kubectl makes, and is shown in its words. */
export function NodeForm({ explorer, node, setNode }: NodeFormProps): ReactNode {
  const { core } = explorer;
  const ref = useRef<HTMLDetailsElement>(null);
  // A thousand nodes to choose from are written only for whoever looks.
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (node === undefined || !ref.current) return;
    // Whoever presses a node of the grid wants to change it.
    setOpen(true);
    ref.current.scrollIntoView({ block: 'nearest' });
  }, [node]);
  if (!core) return null;
  return (
    <details
      ref={ref}
      className={styles.form}
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>Change them by form</summary>
      {isOpen && <NodeFields explorer={explorer} core={core} node={node} setNode={setNode} />}
    </details>
  );
}

function NodeFields({ explorer, core, node, setNode }: NodeFormProps & { core: Core }): ReactNode {
  const { state, answer, change } = explorer;
  const [said, setSaid] = useState<{ command?: string; problem?: string }>({});
  const { objects } = answer;
  const chosen = objects.find(({ metadata }) => metadata.name === node) ?? objects[0];
  const name = chosen?.metadata.name ?? '';
  const apply = (command: string) => {
    try {
      change({ nodes: core.changeNodes(state.nodes, objects, command) });
      setSaid({ command });
      return true;
    } catch (cause) {
      setSaid({ problem: cause instanceof Error ? cause.message : String(cause) });
      return false;
    }
  };
  const add = (verb: string, field: string) => (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get(field) ?? '').trim();
    if (text !== '' && apply(`${verb} ${text}`)) event.currentTarget.reset();
  };
  return (
    <>
      <div className={styles.row}>
        {objects.length > 0 && (
          <label>
            Node{' '}
            <select value={name} onChange={({ target }) => setNode(target.value)}>
              {objects.map(({ metadata }) => (
                <option key={metadata.name}>{metadata.name}</option>
              ))}
            </select>
          </label>
        )}
        {chosen && (
          <>
            <button
              type="button"
              className={styles.add}
              onClick={() => apply(`${chosen.spec?.unschedulable ? 'uncordon' : 'cordon'} ${name}`)}
            >
              {chosen.spec?.unschedulable ? 'Uncordon' : 'Cordon'}
            </button>
            <button
              type="button"
              className={styles.add}
              onClick={() => apply(`delete node ${name}`) && setNode(undefined)}
            >
              Delete
            </button>
          </>
        )}
        <form onSubmit={add('add node', 'name')} className={styles.row}>
          <label>
            New node <input name="name" placeholder="worker-9" size={10} autoCapitalize="off" autoComplete="off" />
          </label>
          <button type="submit" className={styles.add}>
            Add
          </button>
        </form>
      </div>
      {chosen && (
        <>
          <fieldset>
            <legend>Labels of {name}</legend>
            <Chips
              label={`Labels of ${name}`}
              none="It has none."
              chips={Object.entries(chosen.metadata.labels ?? {}).map(([key, value]) => ({
                key,
                text: `${key}=${value}`,
                remove: () => apply(`label node ${name} ${key}-`),
              }))}
            />
            <form onSubmit={add(`label node ${name}`, 'label')} className={styles.row}>
              <label>
                Label <input name="label" placeholder="disk=ssd" size={18} autoCapitalize="off" autoComplete="off" />
              </label>
              <button type="submit" className={styles.add}>
                Add
              </button>
            </form>
          </fieldset>
          <fieldset>
            <legend>Taints of {name}</legend>
            <Chips
              label={`Taints of ${name}`}
              none="It has none."
              chips={(chosen.spec?.taints ?? []).map((taint) => ({
                key: `${taint.key}:${taint.effect}`,
                text: taintText(taint),
                remove: () => apply(`taint node ${name} ${taint.key}:${taint.effect}-`),
              }))}
            />
            <form onSubmit={add(`taint node ${name}`, 'taint')} className={styles.row}>
              <label>
                Taint{' '}
                <input
                  name="taint"
                  placeholder="gpu=true:NoSchedule"
                  size={24}
                  autoCapitalize="off"
                  autoComplete="off"
                />
              </label>
              <button type="submit" className={styles.add}>
                Add
              </button>
            </form>
          </fieldset>
        </>
      )}
      {said.command && !said.command.startsWith('add') && (
        <p className={styles.said}>
          On a cluster: <code>kubectl {said.command}</code>
        </p>
      )}
      <p role="alert" className={styles.problem}>
        {said.problem}
      </p>
    </>
  );
}

const taintText = ({ key, value, effect }: Taint) => `${key}${value ? `=${value}` : ''}:${effect}`;
