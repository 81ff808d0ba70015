import type { Node } from './types.ts';
import { type Checked, checkDaemonSet } from './validate/index.ts';
import { type DuplicateKey, type KnownDocuments, parseFile } from './yaml/parse.ts';

export { type DuplicateKey, type KnownDocuments, YamlError } from './yaml/parse.ts';

/** A file that can be read, but does not hold what it should. */
export class ManifestError extends Error {}

/** One DaemonSet of a file: `namespace/name`, and what the server would say to it. */
export interface ManifestEntry {
  name: string;
  checked: Checked;
}

export interface DaemonSetFile {
  daemonSets: ManifestEntry[];
  /** How many objects of each other kind were skipped. */
  skipped: ReadonlyMap<string, number>;
  duplicates: readonly DuplicateKey[];
}

interface AnyObject {
  apiVersion?: unknown;
  kind?: unknown;
  metadata?: { name?: unknown; namespace?: unknown } | null;
  items?: unknown;
}

/** Every DaemonSet of a YAML or JSON text, in order: many documents, lists, other kinds among them. */
export function readDaemonSets(text: string): DaemonSetFile {
  const { values, duplicates } = parseFile(text);
  const daemonSets: ManifestEntry[] = [];
  const skipped = new Map<string, number>();
  for (const object of values.flatMap(flatten)) {
    if (isDaemonSet(object)) daemonSets.push({ name: nameOf(object), checked: checkDaemonSet(object) });
    else count(skipped, String(object.kind));
  }
  return { daemonSets, skipped, duplicates };
}

export interface NodeFile {
  nodes: Node[];
  skipped: ReadonlyMap<string, number>;
}

/** Every Node of a YAML or JSON text, such as `kubectl get nodes -o json` writes. */
export function readNodes(text: string, known?: KnownDocuments): NodeFile {
  const nodes: Node[] = [];
  const skipped = new Map<string, number>();
  const names = new Set<string>();
  for (const object of parseFile(text, known).values.flatMap(flatten)) {
    if (object.kind !== 'Node') {
      count(skipped, object.kind === undefined ? 'object without a kind' : String(object.kind));
      continue;
    }
    const node = checkNode(object);
    const name = node.metadata.name ?? '';
    if (names.has(name)) throw new ManifestError(`node ${name} is there twice`);
    names.add(name);
    nodes.push(node);
  }
  return { nodes, skipped };
}

/** The items of a list, and of lists in it; items of a typed list such as NodeList need no kind of their own. */
function flatten(value: unknown): AnyObject[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ManifestError(`expected Kubernetes objects but found ${JSON.stringify(value).slice(0, 60)}`);
  const object: AnyObject = value;
  if (typeof object.kind !== 'string' || !object.kind.endsWith('List') || !Array.isArray(object.items)) return [object];
  const kind = object.kind.slice(0, -'List'.length);
  const inherited = kind === '' ? {} : { apiVersion: object.apiVersion, kind };
  return object.items.flatMap((item) =>
    flatten(kind === '' || isObject(item) === false || 'kind' in item ? item : { ...inherited, ...item }),
  );
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/**
 * Whether an object means to be a DaemonSet: misspelt kinds and versions that are gone count, for kubectl refuses them, and
 * so does an object without a kind. A kind of another group, such as OpenKruise's, is another thing.
 */
function isDaemonSet({ apiVersion, kind }: AnyObject): boolean {
  if (kind === undefined || kind === null || kind === '') return true;
  if (typeof kind !== 'string' || !/^daemon-?sets?$/i.test(kind)) return false;
  const group = typeof apiVersion === 'string' && apiVersion.includes('/') ? apiVersion.split('/')[0] : 'apps';
  return group === 'apps' || group === 'extensions' || kind !== 'DaemonSet';
}

function nameOf({ metadata }: AnyObject): string {
  const part = (value: unknown) => (typeof value === 'string' ? value : '');
  return `${part(metadata?.namespace) || 'default'}/${part(metadata?.name)}`;
}

/** Nodes are believed as they are, but not what no API server could have written. */
function checkNode(object: AnyObject): Node {
  const { metadata, spec } = object as { metadata?: unknown; spec?: unknown };
  const name = isObject(metadata) && 'name' in metadata ? metadata.name : undefined;
  if (typeof name !== 'string' || name === '')
    throw new ManifestError(`expected a node with a name but found ${JSON.stringify(metadata) ?? 'none'}`);
  for (const [key, value] of Object.entries((metadata as { labels?: object | null }).labels ?? {}))
    expectText(`node ${name}: label ${key}`, value);
  const taints: unknown = (spec as { taints?: unknown } | null | undefined)?.taints ?? [];
  if (!Array.isArray(taints)) throw new ManifestError(`node ${name}: expected a list of taints`);
  for (const taint of taints) {
    if (!isObject(taint))
      throw new ManifestError(`node ${name}: expected a taint with key and effect but found ${JSON.stringify(taint)}`);
    const { key, value = '', effect } = taint as Record<string, unknown>;
    for (const [field, text] of Object.entries({ key, value: value ?? '', effect }))
      expectText(`node ${name}: ${field} of a taint`, text);
  }
  return object as Node;
}

function expectText(what: string, value: unknown): void {
  if (typeof value === 'string') return;
  const hint = typeof value === 'number' || typeof value === 'boolean' ? ` (put ${value} in quotes)` : '';
  throw new ManifestError(`${what} must be a text but is ${JSON.stringify(value) ?? 'absent'}${hint}`);
}
