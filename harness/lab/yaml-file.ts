import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  parseDocument,
  visit,
} from 'yaml';
import type { AuthoringIssue } from '../errors.ts';

export type Path = readonly PropertyKey[];

/** What an issue points at: the value under a path, or its key. */
export type Spot = 'key' | 'value';

/** A YAML file that was read, with what is needed to say where in it something stands. */
export interface YamlFile {
  /** The path that messages show. */
  file: string;
  value: unknown;
  /** Mistakes of the YAML itself. */
  issues: AuthoringIssue[];
  /** Whether the value is worth looking at; not so after a syntax error. */
  readable: boolean;
  issueAt(path: Path, message: string, spot?: Spot): AuthoringIssue;
}

type YamlProblem = Document['errors'][number];

function yamlIssue(file: string, source: string, problem: YamlProblem, lines: LineCounter): AuthoringIssue {
  const { line, col } = lines.linePos(problem.pos[0]);
  if (problem.code === 'DUPLICATE_KEY') {
    const key = /^("[^"\n]*"|'[^'\n]*'|[^:\n]+)/.exec(source.slice(problem.pos[0]))?.[0] ?? '';
    return { file, line, col, message: `has the key \`${key}\` a second time. Expected it once.` };
  }
  const [reason = ''] = problem.message.split(/ at line \d+/);
  return { file, line, col, message: `is not valid YAML: ${reason.replace(/[.:]?$/, '.')}` };
}

/** The node under a path and the key before it; the deepest that there is when the path leads nowhere. */
function locate(document: Document, path: Path): { key: Node | null; value: Node | null } {
  let found: { key: Node | null; value: Node | null } = { key: null, value: document.contents as Node | null };
  for (const part of path) {
    const { value } = found;
    if (isMap(value)) {
      const pair = value.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
      if (!pair) break;
      found = { key: pair.key as Node, value: pair.value as Node | null };
    } else if (isSeq(value)) {
      const item = value.items[Number(part)];
      if (item === undefined) break;
      found = { key: null, value: item as Node };
    } else break;
  }
  return found;
}

/** Aliases without an anchor: no syntax error for the parser, but nothing can be read from them. */
function unresolvedAliases(document: Document): { name: string; at: number }[] {
  const found: { name: string; at: number }[] = [];
  visit(document, {
    Alias(_key, alias) {
      if (!alias.resolve(document)) found.push({ name: alias.source, at: alias.range?.[0] ?? 0 });
    },
  });
  return found;
}

/** Reads one YAML document; its mistakes are in `issues`, nothing is thrown. */
export function readYaml(file: string, source: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  const issues = [
    ...document.errors.map((problem) => yamlIssue(file, source, problem, lines)),
    ...unresolvedAliases(document).map(({ name, at }) => ({
      file,
      ...lines.linePos(at),
      message: `is not valid YAML: the alias *${name} has no anchor &${name} before it.`,
    })),
  ];
  const readable = issues.length === document.errors.filter(({ code }) => code === 'DUPLICATE_KEY').length;
  return {
    file,
    issues,
    readable,
    value: readable ? document.toJS({ maxAliasCount: -1 }) : undefined,
    issueAt(path, message, spot = 'value') {
      const { key, value } = locate(document, path);
      const node = spot === 'key' ? (key ?? value) : (value ?? key);
      return { file, ...lines.linePos(node?.range?.[0] ?? 0), message };
    },
  };
}

/** The syntax mistakes of a manifest, which may hold several documents. */
export function manifestIssues(file: string, source: string): AuthoringIssue[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(source, { lineCounter: lines, prettyErrors: false });
  const errors = [...documents].flatMap((document) => document.errors);
  return errors.map((problem) => yamlIssue(file, source, problem, lines));
}
