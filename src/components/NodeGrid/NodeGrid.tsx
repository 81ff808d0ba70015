import clsx from 'clsx';
import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react';
import { Cards } from './Cards.tsx';
import { Legend } from './Legend.tsx';
import { Mosaic } from './Mosaic.tsx';
import { type GridCell, groupsOf, mosaicAbove, sentence, summary } from './model.ts';
import styles from './node-grid.module.css';
import { Table } from './Table.tsx';

/** What a node grid takes. */
export interface NodeGridProps {
  cells: readonly GridCell[];
  /** What the grid is called by a screen reader. */
  label: string;
  /** Whether marks are explained below, default true; cells, to explain those of other moments too. */
  legend?: boolean | readonly GridCell[];
  /** Whether the grid can be read as a table too, and whether that begins open; default true. Without one, say the same nearby. */
  table?: boolean | 'open';
  /** Whether the sentence about the focused node stands below; default true. */
  why?: boolean;
  /** Makes each cell one that can be chosen; `chosen` of a cell says whether it is. */
  onToggle?: (name: string) => void;
  /** Called when the reader points at a node, by whatever means; undefined when at none. */
  onPoint?: (name: string | undefined) => void;
  /** Called when a cell is pressed and cells cannot be chosen. */
  onPick?: (name: string) => void;
  /** The sentence below while nobody points at a node; default: how many nodes there are of each kind. */
  idle?: string;
  className?: string;
}

/** Nodes as cells, pods as dots; the why of a node on focus, hover or touch, and all of it in a table. */
export function NodeGrid({ cells, label, className, idle, ...props }: NodeGridProps): ReactNode {
  const { legend = true, table = true, why = true, onToggle, onPick, onPoint } = props;
  const [pointed, setPointed] = useState<string>();
  const [focused, setFocused] = useState<string>();
  const groups = useMemo(() => groupsOf(cells), [cells]);
  const reasons = cells.some(({ reason }) => reason !== undefined);
  const named = pointed ?? focused;
  const shown = named === undefined ? undefined : cells.find(({ name }) => name === named);
  const point = (name: string | undefined) => {
    setPointed(name);
    onPoint?.(name);
  };
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !(event.target instanceof HTMLElement)) return;
    event.target.blur();
    setFocused(undefined);
    point(undefined);
  };
  const View = cells.length > mosaicAbove ? Mosaic : Cards;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape is heard here for all cells below
    <div className={clsx(styles.grid, className)} onKeyDown={leave}>
      <View
        groups={groups}
        label={label}
        active={focused}
        onPoint={point}
        onFocus={setFocused}
        onPress={(name) => {
          setFocused(name);
          (onToggle ?? onPick)?.(name);
        }}
        toggles={onToggle !== undefined}
      />
      {why && (
        <p className={clsx(styles.why, shown && styles.told, reasons && styles.long)} aria-hidden="true">
          {shown ? sentence(shown) : (idle ?? summary(cells))}
        </p>
      )}
      {legend && <Legend cells={legend === true ? cells : legend} />}
      {table && <Table cells={cells} label={label} open={table === 'open'} />}
    </div>
  );
}
