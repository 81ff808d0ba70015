import type { Timeline } from './timeline.ts';

/** A timeline as the text of its file: JSON with a line for each key, since a line for each event would be most of it. */
export function timelineText(timeline: Timeline): string {
  const lines = Object.entries(timeline).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}
