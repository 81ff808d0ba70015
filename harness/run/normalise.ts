/**
 * Makes two recordings of the same thing equal: what differs between any two runs (ages, UIDs, generated names, hashes,
 * addresses, the order of rows, the width of columns) is replaced by what it is.
 */
export function normaliseOutput(output: string): string {
  const lines = output.replaceAll('\r\n', '\n').trimEnd().split('\n').map(normaliseWords);
  const result: string[] = [];
  for (let index = 0; index < lines.length; ) {
    const table = tableAt(lines, index);
    if (table.length > 1) result.push(...formatTable(table));
    else result.push(lines[index] ?? '');
    index += Math.max(table.length, 1);
  }
  return result.map((line) => line.trimEnd()).join('\n');
}

// The alphabet that Kubernetes draws generated names and hashes from (apimachinery, util/rand).
const generated = '[bcdfghjklmnpqrstvwxz2456789]';

const replacements: readonly [RegExp, string][] = [
  // A run's namespace is the lab's name and six random digits.
  [/ from [a-z0-9-]+-[0-9a-f]{6} namespace\b/g, ' from <namespace> namespace'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uid>'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '<time>'],
  [/\b(?:\d{1,3}\.){3}\d{1,3}\b/g, '<ip>'],
  [new RegExp(`(controller-revision-hash=)${generated}{6,10}\\b`, 'g'), '$1<hash>'],
  [new RegExp(`-${generated}{5}\\b(?!-)`, 'g'), '-<id>'],
  [/\bresourceVersion: "?\d+"?/g, 'resourceVersion: <version>'],
];

function normaliseWords(line: string): string {
  return replacements.reduce((text, [pattern, name]) => text.replace(pattern, name), line);
}

const headerPattern = /^[A-Z][A-Z0-9 ()\-/]*$/;
const cells = (line: string) => line.trim().split(/\s{2,}/);

/** The lines of a kubectl table that begins at `start`, its header first; empty when none does. */
function tableAt(lines: readonly string[], start: number): string[] {
  const header = lines[start] ?? '';
  if (!headerPattern.test(header.trim()) || cells(header).length < 2) return [];
  let end = start + 1;
  while (end < lines.length && (lines[end] ?? '').trim() !== '' && !(lines[end] ?? '').startsWith('$ ')) end += 1;
  return lines.slice(start, end);
}

const age = /^(?:\d+[smhdy]){1,3}$/;

function formatTable(lines: readonly string[]): string[] {
  const [header = [], ...rows] = lines.map(cells);
  const ageColumn = header.indexOf('AGE');
  const aged = rows.map((row) => row.map((cell, column) => (column === ageColumn && age.test(cell) ? '<age>' : cell)));
  aged.sort((a, b) => a.join('\0').localeCompare(b.join('\0'), 'en', { numeric: true }));
  const all = [header, ...aged];
  const widths = header.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd((widths[column] ?? 0) + 3))
      .join('')
      .trimEnd(),
  );
}
