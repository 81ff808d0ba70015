import clsx from 'clsx';
import { type CSSProperties, Fragment, type KeyboardEvent, type ReactNode, useRef } from 'react';
import styles from './cards.module.css';
import type { CellsProps } from './cells-props.ts';
import { Dot } from './Dot.tsx';
import { answer, dotsOf, type GridCell } from './model.ts';
import { neighbour } from './neighbour.ts';

/** Few nodes: each a card with its name, its dots, its labels as tags and its taints as a notch. */
export function Cards({ groups, label, active, onPoint, onFocus, onPress, toggles }: CellsProps): ReactNode {
  const ref = useRef<HTMLDivElement>(null);
  const bare = !toggles && groups.every(({ cells }) => cells.every(({ state, pods }) => state === 'empty' && !pods));
  const first = groups[0]?.cells[0]?.name;
  const known = groups.some(({ cells }) => cells.some(({ name }) => name === active));
  const stop = known ? active : first;
  const move = (event: KeyboardEvent) => {
    const buttons = [...(ref.current?.querySelectorAll<HTMLElement>('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    const boxes = buttons.map((button) => button.getBoundingClientRect());
    const next = at < 0 ? undefined : neighbour(boxes, at, event.key);
    if (next === undefined) return;
    event.preventDefault();
    buttons[next]?.focus();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div ref={ref} className={styles.groups} role="group" aria-label={label} onKeyDown={move}>
      {groups.map(({ title, cells }) => (
        <Fragment key={title ?? ''}>
          {title !== undefined && (
            <p className={styles.title}>
              {title} <span className={styles.count}>{cells.length}</span>
            </p>
          )}
          <div
            className={styles.cards}
            data-few={cells.length <= 5 || undefined}
            style={{ '--few': cells.length } as CSSProperties}
            data-bare={bare || undefined}
          >
            {cells.map((cell) => (
              <Card
                key={cell.name}
                cell={cell}
                isStop={cell.name === stop}
                toggles={toggles}
                on={{ onPoint, onFocus, onPress }}
              />
            ))}
          </div>
        </Fragment>
      ))}
    </div>
  );
}

interface CardProps {
  cell: GridCell;
  isStop: boolean;
  toggles: boolean;
  on: Pick<CellsProps, 'onPoint' | 'onFocus' | 'onPress'>;
}

function Card({ cell, isStop, toggles, on }: CardProps): ReactNode {
  const { name, state, labels = [], taints = [], reason } = cell;
  const dots = dotsOf(cell);
  return (
    <button
      type="button"
      className={clsx(styles.card, taints.length > 0 && styles.tainted)}
      data-state={state}
      data-node={name}
      tabIndex={isStop ? 0 : -1}
      aria-pressed={toggles ? (cell.chosen ?? false) : undefined}
      onFocus={() => on.onFocus(name)}
      onClick={() => on.onPress(name)}
      onPointerEnter={(event) => event.pointerType === 'mouse' && on.onPoint(name)}
      onPointerLeave={() => on.onPoint(undefined)}
    >
      <span className={styles.dots}>
        {dots.map(({ name: pod, state: mark, revision }, at) => (
          <Dot key={`${pod ?? at} ${mark}`} mark={mark} revision={revision} />
        ))}
        {dots.length === 0 && <Dot key={state} mark={state} />}
      </span>
      <span className={styles.name}>{name}</span>
      {(labels.length > 0 || taints.length > 0) && (
        <span className={styles.tags}>
          {labels.map((text) => (
            <span key={text} className={styles.label}>
              {breakable(text)}
            </span>
          ))}
          {taints.map((text) => (
            <span key={text} className={styles.taint}>
              {breakable(text)}
            </span>
          ))}
        </span>
      )}
      <span className={styles.spoken}>
        {' '}
        {answer(cell)}
        {reason ? `: ${reason}` : ''}
      </span>
    </button>
  );
}

/** A long key may break behind its slashes, dots and its equals sign. */
function breakable(text: string): ReactNode {
  return text.split(/(?<=[/=:.])/).map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text never change places
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
