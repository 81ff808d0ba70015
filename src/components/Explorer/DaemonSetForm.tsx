import { type FormEvent, type ReactNode, useState } from 'react';
import type { Toleration } from '../../../harness/placement/types.ts';
import { Chips } from './Chips.tsx';
import type { PodChange } from './edit.ts';
import styles from './form.module.css';
import type { ExplorerState } from './use-explorer.ts';

/** nodeSelector and tolerations of the DaemonSet by form; the text above is what it writes. */
export function DaemonSetForm({ explorer }: { explorer: ExplorerState }): ReactNode {
  const { core, state, answer, change } = explorer;
  const [problem, setProblem] = useState('');
  const spec = answer.template;
  const { chosen } = answer;
  if (!core || !spec || chosen === undefined) return null;
  const apply = (edit: PodChange) => {
    try {
      change({ daemonSets: core.changeDaemonSet(state.daemonSets, chosen, edit) });
      setProblem('');
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : String(cause));
    }
  };
  return (
    <details className={styles.form}>
      <summary>Change it by form</summary>
      <fieldset>
        <legend>nodeSelector</legend>
        <Chips
          label="Labels that the nodeSelector asks for"
          none="It asks for no label."
          chips={Object.entries(spec.nodeSelector ?? {}).map(([key, value]) => ({
            key,
            text: `${key}=${value}`,
            remove: () => apply({ set: 'nodeSelector', key, value: undefined }),
          }))}
        />
        <SelectorRow onAdd={(key, value) => apply({ set: 'nodeSelector', key, value })} />
      </fieldset>
      <fieldset>
        <legend>tolerations</legend>
        <Chips
          label="Tolerations"
          none="None of its own; the controller adds those that every daemon pod has."
          chips={(spec.tolerations ?? []).map((toleration, at) => ({
            key: `${at} ${tolerationText(toleration)}`,
            text: tolerationText(toleration),
            remove: () => apply({ remove: 'toleration', at }),
          }))}
        />
        <TolerationRow onAdd={(toleration) => apply({ add: 'toleration', toleration })} />
      </fieldset>
      <p role="alert" className={styles.problem}>
        {problem}
      </p>
    </details>
  );
}

function tolerationText({ key, operator = 'Equal', value, effect }: Toleration): string {
  const what = key
    ? operator === 'Exists'
      ? `${key} exists`
      : `${key} ${operator === 'Equal' ? '=' : operator} ${value ?? '""'}`
    : 'every taint';
  return `${what}${effect ? `, ${effect}` : ', every effect'}`;
}

const textOf = (form: FormData, name: string) => String(form.get(name) ?? '').trim();

function SelectorRow({ onAdd }: { onAdd: (key: string, value: string) => void }): ReactNode {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    if (textOf(form, 'key') === '') return;
    onAdd(textOf(form, 'key'), textOf(form, 'value'));
    event.currentTarget.reset();
  };
  return (
    <form onSubmit={submit} className={styles.row}>
      <label>
        Label <input name="key" placeholder="disk" size={14} autoCapitalize="off" autoComplete="off" />
      </label>
      <label>
        Value <input name="value" placeholder="ssd" size={10} autoCapitalize="off" autoComplete="off" />
      </label>
      <button type="submit" className={styles.add}>
        Add
      </button>
    </form>
  );
}

function TolerationRow({ onAdd }: { onAdd: (toleration: Toleration) => void }): ReactNode {
  const [operator, setOperator] = useState('Equal');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [key, value, effect] = ['key', 'value', 'effect'].map((name) => textOf(form, name));
    onAdd({
      ...(key && { key }),
      operator,
      ...(operator === 'Equal' && value && { value }),
      ...(effect && { effect }),
    });
    event.currentTarget.reset();
    setOperator('Equal');
  };
  return (
    <form onSubmit={submit} className={styles.row}>
      <label>
        Key <input name="key" placeholder="gpu" size={10} autoCapitalize="off" autoComplete="off" />
      </label>
      <label>
        Operator{' '}
        <select value={operator} onChange={({ target }) => setOperator(target.value)}>
          <option>Equal</option>
          <option>Exists</option>
        </select>
      </label>
      {operator === 'Equal' && (
        <label>
          Value <input name="value" placeholder="true" size={8} autoCapitalize="off" autoComplete="off" />
        </label>
      )}
      <label>
        Effect{' '}
        <select name="effect">
          <option value="">every</option>
          <option>NoSchedule</option>
          <option>PreferNoSchedule</option>
          <option>NoExecute</option>
        </select>
      </label>
      <button type="submit" className={styles.add}>
        Add
      </button>
    </form>
  );
}
