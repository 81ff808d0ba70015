import { tableAt } from './normalise-table.ts';

/**
 * Makes two recordings of the same thing equal: what differs between any two runs (ages, UIDs, generated names, hashes,
 * addresses, the order of rows, the width of columns, the name of the run's own namespace) is replaced by what it is.
 */
export function normaliseOutput(output: string, namespace?: string): string {
  const text = namespace === undefined ? output : output.replaceAll(namespace, '<namespace>');
  const printed = text.replaceAll('\r\n', '\n').trimEnd().split('\n');
  const lines = inOrder(printed.filter((line) => !progress.test(line)).map(normaliseWords));
  const result: string[] = [];
  for (let index = 0; index < lines.length; ) {
    const table = tableAt(lines, index) ?? { lines: [lines[index] ?? ''], taken: 1 };
    result.push(...table.lines);
    index += table.taken;
  }
  return result.map((line) => line.trimEnd()).join('\n');
}

// The alphabet that Kubernetes draws generated names and hashes from (apimachinery, util/rand).
const generated = '[bcdfghjklmnpqrstvwxz2456789]';

// What `kubectl rollout status` says on the way depends on how quick the rollout is; only its last line is a result.
const progress = /^Waiting for (?:daemon set|deployment|statefulset|\d+ pods) .*(?:\.\.\.|…)$/;

const day = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d [A-Z][a-z]{2} \\d{4}';

const replacements: readonly [RegExp, string][] = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uid>'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, '<time>'],
  [new RegExp(`${day} \\d\\d:\\d\\d:\\d\\d [+-]\\d{4}`, 'g'), '<time>'],
  // The name of an event ends in the time at which it first happened; a container's id is the engine's.
  [/\.[0-9a-f]{16}\b/g, '.<id>'],
  [/(\b[a-z]+:\/\/)[0-9a-f]{64}\b/g, '$1<id>'],
  [/\b(?:\d{1,3}\.){3}\d{1,3}\b/g, '<ip>'],
  [new RegExp(`(controller-revision-hash=)${generated}{6,10}\\b`, 'g'), '$1<hash>'],
  [new RegExp(`-${generated}{5}\\b(?!-)`, 'g'), '-<id>'],
  [/\bresourceVersion: "?\d+"?/g, 'resourceVersion: <version>'],
];

function normaliseWords(line: string): string {
  return replacements.reduce((text, [pattern, name]) => text.replace(pattern, name), line);
}

const eviction = /^(?:evicting pod |pod\/\S+ evicted$)/;

/** A drain evicts all pods at the same time, and the order in which it says so is chance. */
function inOrder(lines: readonly string[]): string[] {
  const evictions = lines.filter((line) => eviction.test(line)).sort();
  return lines.map((line) => (eviction.test(line) ? (evictions.shift() ?? '') : line));
}
