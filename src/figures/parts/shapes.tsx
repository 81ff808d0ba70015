import clsx from 'clsx';
import { type ReactNode, useId } from 'react';
import { Dot } from '../../components/NodeGrid/Dot.tsx';
import styles from './figure.module.css';

interface Area {
  x: number;
  y: number;
  w: number;
  h: number;
}

type TextStyle = 'small' | 'strong' | 'muted' | 'mono' | 'wrong' | 'ok' | 'accent';

interface WordsProps {
  x: number;
  y: number;
  /** One line, or several below each other. */
  say: string | readonly string[];
  anchor?: 'start' | 'middle' | 'end';
  look?: TextStyle | readonly TextStyle[];
}

/** Text; `y` is the base of its first line. */
export function Words({ x, y, say, anchor = 'start', look = [] }: WordsProps): ReactNode {
  const looks = [look].flat();
  const lines = [say].flat();
  const leading = looks.includes('small') ? 17 : 20;
  return (
    <text
      x={x}
      y={y}
      textAnchor={anchor}
      className={clsx(
        styles.text,
        looks.map((name) => styles[name]),
      )}
    >
      {lines.map((line, at) => (
        <tspan key={line} x={x} dy={at === 0 ? 0 : leading}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

type Tone = 'paper' | 'node' | 'accent' | 'wrong' | 'ghost' | 'plain';

/** A rectangle with words in its middle. */
export function Box({
  x,
  y,
  w,
  h,
  say,
  look,
  tone = 'paper',
}: Area & { say?: WordsProps['say']; look?: WordsProps['look']; tone?: Tone }): ReactNode {
  const lines = say === undefined ? [] : [say].flat();
  const leading = [look].flat().includes('small') ? 17 : 20;
  return (
    <g>
      <rect x={x} y={y} width={w} height={h} rx={6} className={styles.box} data-tone={tone} />
      {lines.length > 0 && (
        <Words
          x={x + w / 2}
          y={y + h / 2 + 5 - ((lines.length - 1) * leading) / 2}
          say={lines}
          anchor="middle"
          look={look ?? []}
        />
      )}
    </g>
  );
}

interface NodeProps extends Area {
  name: string;
  /** Hatched: not eligible. Ghost: not there yet, or no more. */
  state?: 'eligible' | 'hatched' | 'ghost' | 'wrong';
  /** Drawn as the notch that a taint leaves, with its words. */
  taint?: string;
  /** A label, as a tag below the name. */
  tag?: string;
  children?: ReactNode;
}

/** A node: a cell with its name at the top left. */
export function Node({ x, y, w, h, name, state = 'eligible', taint, tag, children }: NodeProps): ReactNode {
  const id = useId();
  return (
    <g>
      <rect
        x={x}
        y={y}
        width={w}
        height={h}
        rx={6}
        className={styles.box}
        data-tone={{ eligible: 'node', hatched: 'node', ghost: 'ghost', wrong: 'wrong' }[state]}
      />
      {state === 'hatched' && (
        <>
          <pattern id={id} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
            <path d="M0 0H8" className={styles.hatch} />
          </pattern>
          <rect x={x} y={y} width={w} height={h} rx={6} fill={`url(#${id})`} />
        </>
      )}
      <Words x={x + 10} y={y + 21} say={name} look={['small', 'strong']} />
      {tag !== undefined && <Words x={x + 10} y={y + h - 10} say={tag} look={['mono', 'muted']} />}
      {taint !== undefined && (
        <>
          <path d={`M${x + w - 16} ${y}h16v16z`} className={styles.head} />
          <Words x={x + w - 8} y={y + h - 10} say={taint} anchor="end" look={['mono', 'muted']} />
        </>
      )}
      {children}
    </g>
  );
}

interface PodProps {
  /** Its middle. */
  x: number;
  y: number;
  state?: 'running' | 'pending' | 'missing' | 'leaving' | 'unwanted' | 'keeps' | 'off';
  revision?: number;
}

/** A pod: the dot of the node grid. */
export function Pod({ x, y, state = 'running', revision }: PodProps): ReactNode {
  return (
    <svg x={x - 13} y={y - 13} width={26} height={26} overflow="visible" aria-hidden="true">
      <Dot mark={state} revision={revision} />
    </svg>
  );
}

type LineTone = 'ink' | 'accent' | 'wrong' | 'faint';

interface ArrowProps {
  /** Corners, from where it begins to where it points. */
  via: readonly (readonly [number, number])[];
  tone?: LineTone;
  dashed?: boolean;
  /** A plain line has no head. */
  plain?: boolean;
}

/** A line through its corners that points to the last of them. */
export function Arrow({ via, tone = 'ink', dashed = false, plain = false }: ArrowProps): ReactNode {
  const id = useId();
  const path = via.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  return (
    <g>
      {!plain && (
        <marker
          id={id}
          viewBox="0 0 10 10"
          refX="9"
          refY="5"
          markerWidth="8"
          markerHeight="8"
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M0 0 10 5 0 10z" className={styles.head} data-tone={tone} />
        </marker>
      )}
      <path
        d={path}
        className={clsx(styles.line, dashed && styles.dashed)}
        data-tone={tone}
        markerEnd={plain ? undefined : `url(#${id})`}
      />
    </g>
  );
}

/** A span of time, as a bar. */
export function Bar({
  x,
  y,
  w,
  h = 22,
  tone = 'old',
  say,
}: Omit<Area, 'h'> & {
  h?: number;
  tone?: 'old' | 'new' | 'gap' | 'wait' | 'accent' | 'paper';
  say?: string;
}): ReactNode {
  return (
    <g>
      <rect x={x} y={y} width={w} height={h} rx={3} className={styles.bar} data-tone={tone} />
      {say !== undefined && <Words x={x + w / 2} y={y + h / 2 + 4.5} say={say} anchor="middle" look="small" />}
    </g>
  );
}
