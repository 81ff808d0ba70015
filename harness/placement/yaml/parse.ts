import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import { type DocumentText, parseJsonStream, splitYaml, YamlError } from './documents.ts';
import { keyText, resolvePlain, resolveTagged, type Scalar, ScalarError } from './scalar.ts';

export { YamlError } from './documents.ts';

/** A key that a map has twice. kubectl takes the last without a word, and so do we, but with one. */
export interface DuplicateKey {
  key: string;
  line: number;
}

export interface ParsedFile {
  /** What each document holds, as JSON. */
  values: unknown[];
  duplicates: DuplicateKey[];
}

/** What a document holds; lines are counted from its own first. */
interface ReadDocument {
  value: unknown;
  duplicates: readonly DuplicateKey[];
}

/** The documents of a text as it was read last, by their own text: after an edit only those that changed are read anew. */
export type KnownDocuments = Map<string, ReadDocument>;

/** Reads a file of YAML or JSON documents as kubectl does: JSON first, else YAML 1.1. `known` is used and brought up to date. */
export function parseFile(text: string, known: KnownDocuments = new Map()): ParsedFile {
  const json = parseJsonStream(text);
  if (json) return { values: json, duplicates: [] };
  const values: unknown[] = [];
  const duplicates: DuplicateKey[] = [];
  const read: KnownDocuments = new Map();
  for (const document of splitYaml(text)) {
    const found = known.get(document.text) ?? readDocument(document);
    read.set(document.text, found);
    if (found.value !== null) values.push(found.value);
    for (const { key, line } of found.duplicates) duplicates.push({ key, line: line + document.line - 1 });
  }
  known.clear();
  for (const [own, document] of read) known.set(own, document);
  return { values, duplicates };
}

function readDocument(document: DocumentText): ReadDocument {
  const duplicates: DuplicateKey[] = [];
  const value = parseYaml(document, duplicates);
  return { value, duplicates: duplicates.map(({ key, line }) => ({ key, line: line - document.line + 1 })) };
}

function parseYaml({ text, line }: DocumentText, duplicates: DuplicateKey[]): unknown {
  const lines = new LineCounter();
  // The failsafe schema makes every scalar a text; what it means is ours to say.
  const document = parseDocument(text, {
    version: '1.1',
    schema: 'failsafe',
    uniqueKeys: false,
    merge: false,
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const place = (offset: number) => {
    const { line: own, col } = lines.linePos(offset);
    return { line: own + line - 1, col };
  };
  const [error] = document.errors;
  // Kubernetes reads the first document only when something else than a line of three dashes ends it.
  if (error && error.code !== 'MULTIPLE_DOCS') {
    const { line: at, col } = place(error.pos[0]);
    throw new YamlError(error.message, at, col);
  }
  const reader = new Reader((alias) => alias.resolve(document) ?? null, place, duplicates);
  try {
    return document.contents === null ? null : reader.read(document.contents as Node);
  } catch (cause) {
    // The stack is used up.
    throw cause instanceof RangeError ? new YamlError('values are nested too deeply', line, 1) : cause;
  }
}

/** How many values anchors may make of a document; a few lines can stand for billions. */
const mostAliased = 1_000_000;

type Place = (offset: number) => { line: number; col: number };

/** Turns a YAML tree into JSON. */
class Reader {
  readonly #resolve: (alias: Alias) => Node | null;
  readonly #place: Place;
  readonly #duplicates: DuplicateKey[];
  readonly #open = new Set<Node>();
  #aliased = 0;

  constructor(resolve: (alias: Alias) => Node | null, place: Place, duplicates: DuplicateKey[]) {
    this.#resolve = resolve;
    this.#place = place;
    this.#duplicates = duplicates;
  }

  read(node: Node | null): unknown {
    if (node === null) return null;
    if (this.#open.size > 0 && ++this.#aliased > mostAliased)
      throw this.#error('too many values are repeated by anchors', node);
    if (isAlias(node)) return this.#readAlias(node);
    if (isScalar(node)) return this.#scalar(node);
    if (isSeq(node)) return node.items.map((item) => this.read(item as Node));
    return isMap(node) ? this.#readMap(node) : null;
  }

  #readAlias(alias: Alias): unknown {
    const target = this.#resolve(alias);
    if (target === null) throw this.#error(`unknown anchor ${alias.source}`, alias);
    if (this.#open.has(target)) throw this.#error(`anchor ${alias.source} contains itself`, alias);
    this.#open.add(target);
    const value = this.read(target);
    this.#open.delete(target);
    return value;
  }

  #scalar(node: Node & { source?: string; type?: string; value?: unknown }): Scalar {
    const text = String(node.value ?? node.source ?? '');
    try {
      if (node.tag && node.tag !== '!') {
        const value = resolveTagged(node.tag, text);
        if (value === undefined) throw new ScalarError(`${text} is no ${node.tag.replace('tag:yaml.org,2002:', '!!')}`);
        return value;
      }
      return node.type === 'PLAIN' || node.type === undefined ? resolvePlain(node.source ?? text) : text;
    } catch (error) {
      throw this.#error(error instanceof Error ? error.message : String(error), node);
    }
  }

  /** In the order of the text, as go-yaml does it: `<<` overrides the keys before it, and those after it override it. */
  #readMap(map: YAMLMap): Record<string, unknown> {
    const entries: [string, unknown][] = [];
    const seen = new Set<string>();
    for (const pair of map.items as Pair<Node, Node | null>[]) {
      if (isScalar(pair.key) && pair.key.value === '<<' && pair.key.type === 'PLAIN')
        entries.push(...this.#mergeSources(pair.value));
      else entries.push(this.#readPair(pair, seen));
    }
    // The last of a key wins; fromEntries makes own properties even of `__proto__`.
    return Object.fromEntries(entries);
  }

  #readPair({ key, value }: Pair<Node, Node | null>, seen: Set<string>): [string, unknown] {
    const resolved = isAlias(key) ? this.#readAlias(key) : isScalar(key) ? this.#scalar(key) : undefined;
    if (resolved === undefined || (typeof resolved === 'object' && resolved !== null))
      throw this.#error('a key must be a single value', key);
    try {
      const name = keyText(resolved as Scalar);
      if (seen.has(name)) this.#duplicates.push({ key: name, line: this.#place(key.range?.[0] ?? 0).line });
      seen.add(name);
      return [name, this.read(value)];
    } catch (error) {
      throw error instanceof ScalarError ? this.#error(error.message, key) : error;
    }
  }

  #mergeSources(value: Node | null): [string, unknown][] {
    const source = this.read(value);
    // Of several maps the first wins, so it comes last.
    const maps = Array.isArray(source) ? source.toReversed() : [source];
    return maps.flatMap((map) => {
      if (typeof map !== 'object' || map === null || Array.isArray(map))
        throw this.#error('<< needs a map or a list of maps', value);
      return Object.entries(map);
    });
  }

  #error(message: string, node: Node | null): YamlError {
    const { line, col } = this.#place(node?.range?.[0] ?? 0);
    return new YamlError(message, line, col);
  }
}
