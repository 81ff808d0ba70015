import { type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import styles from './editor.module.css';
import type { Problem } from './model.ts';

interface EditorProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  problems: readonly Problem[];
  rows: number;
}

/** A plain text field with line numbers, in which the lines with mistakes are marked. */
export function Editor({ label, value, onChange, problems, rows }: EditorProps): ReactNode {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  const lines = value.split('\n').length;
  // The field keeps its own text, and is told another only where it comes from elsewhere: to hand a long text back to it on
  // every key costs more than to judge it.
  const [first] = useState(value);
  useLayoutEffect(() => {
    if (field.current && field.current.value !== value) field.current.value = value;
  }, [value]);
  const goTo = (line: number) => {
    const element = field.current;
    if (!element) return;
    const start =
      value
        .split('\n')
        .slice(0, line - 1)
        .join('\n').length + (line > 1 ? 1 : 0);
    element.focus();
    element.setSelectionRange(start, start + (value.split('\n')[line - 1]?.length ?? 0));
    element.scrollTop = Math.max(0, (line - 4) * lineHeight);
  };
  return (
    <div>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <div className={styles.editor} style={{ height: `${rows * lineHeight + 18}px` }}>
        <div className={styles.gutter} aria-hidden="true">
          <div ref={gutter} className={styles.numbers}>
            {numbers(lines)}
            {problems.map(
              ({ line, message, isWarning }) =>
                line !== undefined && (
                  <span
                    key={`${line} ${message}`}
                    className={styles.mark}
                    data-warning={isWarning || undefined}
                    style={{ top: `${(line - 1) * lineHeight}px` }}
                  >
                    {line}
                  </span>
                ),
            )}
          </div>
        </div>
        <textarea
          ref={field}
          id={id}
          className={styles.text}
          defaultValue={first}
          onChange={({ target }) => onChange(target.value)}
          onScroll={({ currentTarget }) => {
            if (gutter.current) gutter.current.style.transform = `translateY(${-currentTarget.scrollTop}px)`;
          }}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          autoCorrect="off"
          wrap="off"
          aria-invalid={problems.some(({ isWarning }) => !isWarning)}
          aria-describedby={problems.length > 0 ? `${id}-problems` : undefined}
        />
      </div>
      {problems.length > 0 && (
        <ul id={`${id}-problems`} className={styles.problems}>
          {problems.map(({ line, message, isWarning }) => (
            <li key={`${line} ${message}`} data-warning={isWarning || undefined}>
              {line !== undefined && (
                <button type="button" onClick={() => goTo(line)}>
                  Line {line}
                </button>
              )}{' '}
              {message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Pixels; the same as in the style sheet, so that numbers and marks stand beside their lines. */
const lineHeight = 21;

let written = { count: 0, text: '' };

/** `1\n2\n3…`; the longest list is kept, for it is written on every key. */
function numbers(count: number): string {
  if (written.count !== count) written = { count, text: Array.from({ length: count }, (_, at) => at + 1).join('\n') };
  return written.text;
}
