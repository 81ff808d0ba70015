import { type ReactNode, useState } from 'react';
import { type GridCell, mosaicAbove, rowsOf } from './model.ts';
import styles from './table.module.css';

interface TableProps {
  cells: readonly GridCell[];
  label: string;
  /** Whether it begins open. */
  open: boolean;
}

/** The grid in words: what it shows, for whoever does not see it or would rather read. */
export function Table({ cells, label, open }: TableProps): ReactNode {
  // Where nobody opens it, it need not follow what moves; the server always writes it.
  const [isOpen, setOpen] = useState(open);
  return (
    <details className={styles.table} open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>As a table</summary>
      {(isOpen || cells.length <= mosaicAbove || typeof window === 'undefined') && <Rows cells={cells} label={label} />}
    </details>
  );
}

function Rows({ cells, label }: { cells: readonly GridCell[]; label: string }): ReactNode {
  const rows = rowsOf(cells);
  const hasReasons = rows.some(({ reason }) => reason !== '');
  const carry = rows.some(({ carries }) => carries !== '');
  return (
    // biome-ignore lint/a11y/useSemanticElements: what scrolls must be reachable by keyboard, and is no landmark
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the same
    <div className={styles.scroll} role="group" tabIndex={0} aria-label={label}>
      <table>
        <thead>
          <tr>
            <th scope="col">Node</th>
            {carry && <th scope="col">Carries</th>}
            <th scope="col">Shows</th>
            {hasReasons && <th scope="col">Why</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ nodes, answer, reason, carries }) => (
            <tr key={nodes[0]}>
              <th scope="row">{nodes.length > 1 ? `${nodes.length} nodes: ${nodes.join(', ')}` : nodes[0]}</th>
              {carry && <td>{carries}</td>}
              <td>{answer}</td>
              {hasReasons && <td>{reason}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
