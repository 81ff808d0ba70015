/**
 * Tables as kubectl prints them, in `get` under a line of capitals, in `describe` under a line of dashes: rows sorted,
 * columns as wide as they must be, and what differs at every look (ages, how often an event was repeated) replaced.
 */

const headerPattern = /^[A-Z][A-Z0-9 ().\-/]*$/;
const cells = (line: string) => line.trim().split(/\s{2,}/);
const starts = (line: string) => [...line.matchAll(/(?<=^|\s{2})\S/g)].map(({ index }) => index);
const indentOf = (line: string) => line.slice(0, line.length - line.trimStart().length);

/** The table that begins at a line, as it is to be recorded, and how many lines it takes; undefined when none does. */
export function tableAt(lines: readonly string[], start: number): { lines: string[]; taken: number } | undefined {
  const header = lines[start] ?? '';
  const dashes = /^[- ]+$/.test((lines[start + 1] ?? '').trim()) && cells(lines[start + 1] ?? '').length > 1;
  if (cells(header).length < 2 || !(dashes || headerPattern.test(header.trim()))) return undefined;
  const first = start + (dashes ? 2 : 1);
  const indent = indentOf(header);
  let end = first;
  while (end < lines.length && isRow(lines[end] ?? '', indent)) end += 1;
  if (end === first) return undefined;
  const rows = format(header, lines.slice(first, end)).map((line) => indent + line);
  return { lines: rows, taken: end - start };
}

const isRow = (line: string, indent: string) =>
  line.trim() !== '' && !line.startsWith('$ ') && indentOf(line).length >= indent.length;

const duration = '(?:\\d+[smhdy]){1,3}';
const age = new RegExp(`^${duration}(?: \\(x\\d+ over ${duration}\\))?$`);
const restarted = new RegExp(`^(\\d+) \\(${duration} ago\\)$`);
const ageColumns = ['AGE', 'LAST SEEN', 'FIRST SEEN', 'DURATION'];

function normaliseCell(cell: string, column: string): string {
  if (ageColumns.includes(column)) return cell.replace(age, '<age>');
  return column === 'RESTARTS' ? cell.replace(restarted, '$1 (<age> ago)') : cell;
}

/** The cells of a row; where there are fewer than columns, each under the heading below which it begins. */
function cellsUnder(headerLine: string, line: string): string[] {
  const found = cells(line);
  const columns = starts(headerLine);
  if (found.length >= columns.length) return found;
  const row = columns.map(() => '');
  for (const [index, start] of starts(line).entries()) {
    const column = columns.findLastIndex((begin) => begin <= start);
    // A name that was replaced by a shorter one has moved the rest of its row to the left.
    row[Math.max(column, index)] = found[index] ?? '';
  }
  return row;
}

function format(headerLine: string, lines: readonly string[]): string[] {
  const header = cells(headerLine);
  const rows = lines
    .map((line) => cellsUnder(headerLine, line))
    .map((row) => row.map((cell, column) => normaliseCell(cell, (header[column] ?? '').toUpperCase())));
  rows.sort((a, b) => a.join('\0').localeCompare(b.join('\0'), 'en', { numeric: true }));
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd((widths[column] ?? 0) + 3))
      .join('')
      .trimEnd(),
  );
}
