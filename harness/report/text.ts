import { stripVTControlCharacters, styleText } from 'node:util';

/** How much the terminal can show. */
export interface RenderOptions {
  color: boolean;
  unicode: boolean;
  /** Columns. */
  width: number;
}

export type Style = 'green' | 'red' | 'yellow' | 'dim' | 'bold' | 'none';

/** Colours a text when colours are wanted; the text alone always says as much. */
export function paint(style: Style, text: string, { color }: RenderOptions): string {
  return color && style !== 'none' ? styleText(style, text, { validateStream: false }) : text;
}

/** Text of commands and servers without what would steer the terminal. */
export function clean(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '');
}

/** Breaks a text at spaces so that no line with its indent is wider than the width, where words allow. */
export function wrap(text: string, indent: string, { width }: RenderOptions): string[] {
  const lines: string[] = [];
  for (const paragraph of clean(text).split('\n')) {
    let line = indent;
    for (const word of paragraph.split(/ +/)) {
      const longer = line === indent ? `${line}${word}` : `${line} ${word}`;
      if (longer.length > width && line !== indent) {
        lines.push(line);
        line = `${indent}${word}`;
      } else line = longer;
    }
    lines.push(line.trimEnd());
  }
  return lines;
}

/** A text cut to a number of columns, and marked so. */
export function cut(text: string, columns: number, { unicode }: RenderOptions): string {
  const mark = unicode ? '…' : '...';
  return text.length <= columns ? text : `${text.slice(0, Math.max(0, columns - mark.length)).trimEnd()}${mark}`;
}

/** `0.4 s`, `1 min 5 s`. */
export function durationText(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `1 lab`, `2 labs`. */
export const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** The widest of some texts, in columns. */
export const widest = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => text.length));
