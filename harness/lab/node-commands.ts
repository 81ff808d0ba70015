import { matchesSelector, parseLabelSelector } from '../placement/index.ts';
import type { NodeShape } from './node-shape.ts';
import { type Arguments, flagValues, isSet, readArguments } from './shell/arguments.ts';
import { shellCommands } from './shell/words.ts';

/** A command that changes nodes: the nodes it is for, and what it says of them. */
interface Request {
  names: string[];
  /** What follows the names, such as labels or taints. */
  changes: string[];
  args: Arguments;
}

type Change = (nodes: NodeShape[], request: Request) => NodeShape[];

const nodeTypes = ['node', 'nodes', 'no'];
const nodeName = (word: string) => word.replace(/^(nodes?|no)\//, '');

function targets(nodes: NodeShape[], { names, args }: Request): Set<NodeShape> {
  const selectors = flagValues(args, '-l', '--selector');
  if (isSet(args, '--all')) return new Set(nodes);
  if (selectors.length === 0) return new Set(nodes.filter(({ name }) => names.includes(name)));
  try {
    const parsed = parseLabelSelector(selectors.join(','));
    const own = (node: NodeShape) => ({
      'kubernetes.io/hostname': node.name,
      'kubernetes.io/os': 'linux',
      ...node.labels,
    });
    return new Set(nodes.filter((node) => matchesSelector(parsed, own(node))));
  } catch {
    return new Set();
  }
}

/** Changes the nodes that a request is for, each by itself. */
function onEach(change: (node: NodeShape, request: Request) => NodeShape): Change {
  return (nodes, request) => {
    const chosen = targets(nodes, request);
    return nodes.map((node) => (chosen.has(node) ? change(node, request) : node));
  };
}

/** kubectl refuses to change a label that has another value, unless it is told to overwrite. */
function relabel(node: NodeShape, { changes, args }: Request): NodeShape {
  const labels = { ...node.labels };
  for (const change of changes) {
    const [, key = '', value = ''] = /^([^=]*)=(.*)$/.exec(change) ?? [];
    const removed = key === '' ? change.replace(/-$/, '') : undefined;
    if (removed !== undefined) delete labels[removed];
    else if (!isSet(args, '--overwrite') && (labels[key] ?? value) !== value) return node;
    else labels[key] = value;
  }
  return { ...node, labels };
}

const taintChange = /^([^=:]+)(?:=([^:]*))?(?::(\w+))?(-?)$/;

/** As `kubectl taint`: a key has one value per effect, and an existing one is changed only with --overwrite. */
function retaint(node: NodeShape, { changes, args }: Request): NodeShape {
  let { taints } = node;
  for (const change of changes) {
    const [, word = '', value = '', effect, minus] = taintChange.exec(change) ?? [];
    const removes = minus === '-' || (effect === undefined && word.endsWith('-'));
    const key = effect === undefined ? word.replace(/-$/, '') : word;
    const same = (taint: (typeof taints)[number]) =>
      taint.key === key && (effect === undefined || taint.effect === effect);
    if (!removes && (effect === undefined || (taints.some(same) && !isSet(args, '--overwrite')))) return node;
    taints = taints.filter((taint) => !same(taint));
    if (!removes && effect !== undefined) taints = [...taints, { key, value, effect }];
  }
  return { ...node, taints };
}

const schedulable = (unschedulable: boolean) => onEach((node) => ({ ...node, unschedulable }));

const remove: Change = (nodes, request) => {
  const chosen = targets(nodes, request);
  return nodes.filter((node) => !chosen.has(node));
};

const add: Change = (nodes, { names, args }) => {
  const known = new Set(nodes.map(({ name }) => name));
  const fresh = names.filter((name) => !known.has(name));
  const added = fresh.map((name) => {
    const bare = { name, labels: {}, taints: [], unschedulable: false };
    const labelled = relabel(bare, { names, args, changes: flagValues(args, '--label') });
    return retaint(labelled, { names, args, changes: flagValues(args, '--taint') });
  });
  return [...nodes, ...added];
};

/** The verbs that change nodes, by the name that kubectl gives them. */
const verbs = {
  label: onEach(relabel),
  taint: onEach(retaint),
  cordon: schedulable(true),
  uncordon: schedulable(false),
  drain: schedulable(true),
  delete: remove,
  add,
} satisfies Record<string, Change>;
type Verb = keyof typeof verbs;

/** The words after the verb without the word `node`; undefined when they are about something else than nodes. */
function aboutNodes(verb: string, words: string[]): string[] | undefined {
  if (!['label', 'taint', 'delete'].includes(verb)) return words;
  const [first = '', ...rest] = words;
  if (nodeTypes.includes(first)) return rest;
  return nodeName(first) === first ? undefined : words;
}

/** The verb of a command and the words after it, when it is one of ours. */
function verbAndWords(program: string, positional: string[]): { verb: string; words: string[] } | undefined {
  const [first = '', second = '', ...rest] = positional;
  if (program === 'course') {
    const renamed = second === 'remove' ? 'delete' : second;
    return first === 'node' && second !== 'delete' ? { verb: renamed, words: rest } : undefined;
  }
  if (program !== 'kubectl' || first === 'add') return undefined;
  const words = aboutNodes(first, positional.slice(1));
  return words && { verb: first, words };
}

const isChange = (word: string) => /[=:]|-$/.test(word);

/** What a simple command does to nodes; undefined when it leaves them alone. */
function readRequest(command: string[]): { verb: Verb; request: Request } | undefined {
  const start = command.findIndex((word) => !/^\w+=/.test(word));
  const [program = '', ...rest] = command.slice(Math.max(start, 0));
  const args = readArguments(rest);
  const found = verbAndWords(program.split('/').at(-1) ?? '', args.positional);
  if (!found || !Object.hasOwn(verbs, found.verb)) return undefined;
  if (isSet(args, '--dry-run', 'none') || flagValues(args, '-f', '--filename').length > 0) return undefined;
  const names = found.words.filter((word) => !isChange(word)).map(nodeName);
  return { verb: found.verb as Verb, request: { names, changes: found.words.filter(isChange), args } };
}

const opens = ['if', 'for', 'while', 'until', 'case'];
const closes = ['fi', 'done', 'esac'];

/** The commands that surely run: not those in loops and conditions, after `||`, or with words that are not known. */
function* certainCommands(text: string): Generator<string[]> {
  let depth = 0;
  for (const { words, dynamic, after } of shellCommands(text)) {
    const [first = ''] = words;
    if (closes.includes(first)) depth -= 1;
    if (opens.includes(first)) depth += 1;
    if (depth === 0 && !dynamic && after !== '||') yield words;
  }
}

/**
 * The nodes as a step's own command leaves them, so that no other change goes unseen. Only what is certain is believed;
 * a lab whose commands change nodes in another way says `nodes: open`.
 */
export function expectedNodesAfter(nodes: readonly NodeShape[], command: string): NodeShape[] {
  let now = [...nodes];
  for (const words of certainCommands(command)) {
    const found = readRequest(words);
    if (found) now = verbs[found.verb](now, found.request);
  }
  return now;
}
