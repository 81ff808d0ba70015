import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { CellsProps } from './cells-props.ts';
import { answer, type GridCell, type Group } from './model.ts';
import styles from './mosaic.module.css';
import { drawMosaic, type Layout, layers, layoutFor, pitch } from './mosaic.ts';

/** Many nodes: cells without names, a path for each kind of shape; one button is the cursor that moves over them. */
export function Mosaic({ groups, label, active, onPoint, onFocus, onPress, toggles }: CellsProps): ReactNode {
  const ref = useRef<HTMLDivElement>(null);
  const flat = useMemo(() => groups.flatMap(({ cells }) => cells), [groups]);
  const layout = useLayout(ref, flat.length);
  const at = Math.max(
    0,
    flat.findIndex(({ name }) => name === active),
  );
  const starts = useMemo(() => startsOf(groups), [groups]);
  const move = (event: KeyboardEvent) => {
    const next = step(event.key, at, groups, starts, layout.columns);
    const cell = next === undefined ? undefined : flat[next];
    if (cell === undefined) return;
    event.preventDefault();
    onFocus(cell.name);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div ref={ref} className={styles.groups} role="group" aria-label={label} onKeyDown={move}>
      {groups.map(({ title, cells }, index) => {
        const start = starts[index] ?? 0;
        const columns = Math.min(layout.columns, cells.length);
        const inside = at - start;
        const cursor = inside >= 0 && inside < cells.length ? cells[inside] : undefined;
        return (
          <div key={title ?? ''} className={styles.group}>
            {title !== undefined && (
              <p className={styles.title}>
                {title} <span className={styles.count}>{cells.length}</span>
              </p>
            )}
            <Picture cells={cells} columns={columns} cell={layout.cell} onPoint={onPoint} onPress={onPress}>
              {cursor && (
                <Cursor
                  key={cursor.name}
                  cell={cursor}
                  at={inside}
                  columns={columns}
                  rows={Math.ceil(cells.length / columns)}
                  hasFocus={active !== undefined}
                  toggles={toggles}
                  onFocus={onFocus}
                  onPress={onPress}
                />
              )}
            </Picture>
          </div>
        );
      })}
    </div>
  );
}

interface PictureProps {
  cells: readonly GridCell[];
  columns: number;
  cell: number;
  onPoint: (name: string | undefined) => void;
  onPress: (name: string) => void;
  children: ReactNode;
}

function Picture({ cells, columns, cell, onPoint, onPress, children }: PictureProps): ReactNode {
  const rows = Math.ceil(cells.length / columns);
  const paths = useMemo(() => drawMosaic(cells, columns), [cells, columns]);
  const nameAt = ({ clientX, clientY, currentTarget }: PointerEvent) => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    const column = Math.floor(((clientX - left) / width) * columns);
    const row = Math.floor(((clientY - top) / height) * rows);
    return column < 0 || column >= columns ? undefined : cells[row * columns + column]?.name;
  };
  return (
    <div
      className={styles.picture}
      style={{ width: columns * cell }}
      onPointerMove={(event) => event.pointerType === 'mouse' && onPoint(nameAt(event))}
      onPointerLeave={() => onPoint(undefined)}
      onPointerUp={(event) => {
        const name = nameAt(event);
        if (name !== undefined && !(event.target instanceof HTMLButtonElement)) onPress(name);
      }}
    >
      <svg viewBox={`0 0 ${columns * pitch} ${rows * pitch}`} className={styles.mosaic} aria-hidden="true">
        {layers.map((layer) => paths[layer] && <path key={layer} className={styles[layer]} d={paths[layer]} />)}
      </svg>
      {children}
    </div>
  );
}

interface CursorProps {
  cell: GridCell;
  at: number;
  columns: number;
  rows: number;
  /** Whether the cursor has been moved, and so takes the focus that its predecessor had. */
  hasFocus: boolean;
  toggles: boolean;
  onFocus: (name: string) => void;
  onPress: (name: string) => void;
}

/** The one cell that a keyboard is on. It is made anew on each cell, so that a screen reader says each. */
function Cursor({ cell, at, columns, rows, hasFocus, toggles, onFocus, onPress }: CursorProps): ReactNode {
  const ref = useRef<HTMLButtonElement>(null);
  const takesFocus = useRef(hasFocus);
  useEffect(() => {
    const group = ref.current?.closest('[role="group"]');
    const lost = document.activeElement === document.body || group?.contains(document.activeElement);
    if (takesFocus.current && lost) ref.current?.focus({ preventScroll: true });
  }, []);
  return (
    <button
      ref={ref}
      type="button"
      className={styles.cursor}
      style={{
        left: `${((at % columns) / columns) * 100}%`,
        top: `${(Math.floor(at / columns) / rows) * 100}%`,
        width: `${100 / columns}%`,
        height: `${100 / rows}%`,
      }}
      aria-pressed={toggles ? (cell.chosen ?? false) : undefined}
      onFocus={() => onFocus(cell.name)}
      onClick={() => onPress(cell.name)}
    >
      <span className={styles.spoken}>
        {cell.name} {answer(cell)}
        {cell.reason ? `: ${cell.reason}` : ''}
      </span>
    </button>
  );
}

/** How the cells lie in the room that there is; on the server, in that of a lesson's column. */
function useLayout(ref: { current: HTMLElement | null }, count: number): Layout {
  const [width, setWidth] = useState(680);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return useMemo(() => layoutFor(count, width), [count, width]);
}

function startsOf(groups: readonly Group[]): number[] {
  let start = 0;
  return groups.map(({ cells }) => {
    const own = start;
    start += cells.length;
    return own;
  });
}

/** The cell that a key leads to. */
function step(
  key: string,
  at: number,
  groups: readonly Group[],
  starts: readonly number[],
  columns: number,
): number | undefined {
  const last = (starts.at(-1) ?? 0) + (groups.at(-1)?.cells.length ?? 0) - 1;
  const within = starts.findLastIndex((start) => start <= at);
  const wide = Math.min(columns, groups[within]?.cells.length ?? columns);
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: at + wide, ArrowUp: at - wide, Home: 0, End: last }[
    key
  ];
  return next === undefined ? undefined : Math.max(0, Math.min(last, next));
}
