import { matchesSelector, parseLabelSelector } from './label-selector.ts';
import { labelKeyProblem, labelValueProblem, subdomainProblem } from './syntax.ts';
import type { Node, Taint } from './types.ts';

/** A change that cannot be read or made, in words. */
export class WhatIfError extends Error {}

/** What is imagined of one node: the same node when nothing changes. */
type Edit = (node: Node) => Node;

/**
 * Imagines a change of nodes, in kubectl's words: `taint node/worker-2 gpu=true:NoSchedule`, `label node worker-2 disk-`,
 * `cordon worker-2`, `uncordon worker-2`, `delete node worker-2`, `add node worker-9 disk=ssd gpu=true:NoSchedule`. Several names,
 * `--all` and `-l SELECTOR` are understood. Existing values are overwritten without --overwrite: nothing can be lost here.
 */
export function whatIf(nodes: readonly Node[], change: string): Node[] {
  const words = change
    .trim()
    .split(/\s+/)
    .filter((word) => word !== 'kubectl' && word !== '--overwrite');
  const [verb = '', ...rest] = words;
  const isVerb = Object.hasOwn(verbs, verb);
  if (!isVerb)
    throw new WhatIfError(
      `expected one of ${Object.keys(verbs).join(', ')} but found ${verb === '' ? 'nothing' : `\`${verb}\``}`,
    );
  return verbs[verb as keyof typeof verbs](nodes, readRequest(rest, verb));
}

interface Request {
  names: string[];
  changes: string[];
  all: boolean;
  selector: string | undefined;
}

/** Names come before changes; a change has `=` or `:` in it, or ends with `-`; to untaint, a bare key behind the node is enough. */
function readRequest(words: readonly string[], verb: string): Request {
  const request: Request = { names: [], changes: [], all: false, selector: undefined };
  const left = /^(nodes?|no)$/.test(words[0] ?? '') ? words.slice(1) : [...words];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === '--all') request.all = true;
    else if (word === '-l' || word === '--selector') request.selector = left.shift() ?? '';
    else if (word.startsWith('--selector=')) request.selector = word.slice('--selector='.length);
    else if (word === '--label' || word === '--taint') request.changes.push(left.shift() ?? '');
    else if (word.startsWith('-')) throw new WhatIfError(`${word} means nothing here`);
    else if (/[=:]|-$/.test(word)) request.changes.push(word);
    else if (verb === 'untaint' && !/^(nodes?|no)\//.test(word) && hasTargets(request)) request.changes.push(word);
    else request.names.push(word.replace(/^(nodes?|no)\//, ''));
  }
  return request;
}

const hasTargets = ({ names, all, selector }: Request) => names.length > 0 || all || selector !== undefined;

type Verb = (nodes: readonly Node[], request: Request) => Node[];

const verbs = {
  label: (nodes, request) =>
    onTargets(nodes, request, labelEdit(someChanges(request, 'disk=ssd, or disk- to remove it'))),
  taint: (nodes, request) =>
    onTargets(nodes, request, taintEdit(someChanges(request, 'gpu=true:NoSchedule, or gpu- to remove it'))),
  untaint: (nodes, request) =>
    onTargets(
      nodes,
      request,
      taintEdit(someChanges(request, 'gpu:NoSchedule').map((change) => `${change.replace(/-$/, '')}-`)),
    ),
  cordon: (nodes, request) => onTargets(nodes, request, cordonEdit(true)),
  uncordon: (nodes, request) => onTargets(nodes, request, cordonEdit(false)),
  delete: (nodes, request) => {
    const chosen = targets(nodes, request);
    return nodes.filter((node) => !chosen.has(node));
  },
  add: addNodes,
} as const satisfies Record<string, Verb>;

function someChanges({ changes }: Request, example: string): string[] {
  if (changes.length === 0) throw new WhatIfError(`expected a change such as ${example}`);
  return changes;
}

function targets(nodes: readonly Node[], { names, all, selector }: Request): Set<Node> {
  if (all) return new Set(nodes);
  if (selector !== undefined) {
    const parsed = readSelector(selector);
    return new Set(nodes.filter(({ metadata }) => matchesSelector(parsed, metadata.labels ?? {})));
  }
  if (names.length === 0) throw new WhatIfError('expected the name of a node, --all or -l SELECTOR');
  return new Set(names.map((name) => nodes.find(({ metadata }) => metadata.name === name) ?? missing(name, nodes)));
}

function readSelector(selector: string) {
  try {
    return parseLabelSelector(selector);
  } catch (cause) {
    throw new WhatIfError(`${selector} is no label selector: ${(cause as Error).message}`, { cause });
  }
}

function missing(name: string, nodes: readonly Node[]): never {
  const names = nodes.slice(0, 5).map(({ metadata }) => metadata.name);
  throw new WhatIfError(
    `there is no node ${name}; the nodes are ${names.join(', ')}${nodes.length > 5 ? ` and ${nodes.length - 5} more` : ''}`,
  );
}

function onTargets(nodes: readonly Node[], request: Request, edit: Edit): Node[] {
  const chosen = targets(nodes, request);
  return nodes.map((node) => (chosen.has(node) ? edit(node) : node));
}

function labelEdit(changes: readonly string[]): Edit {
  const parsed = changes.map((change) => {
    const [, key = '', value, minus] = /^([^=]*?)(?:=(.*)|(-))$/.exec(change) ?? [];
    check(
      change,
      'label such as disk=ssd',
      labelKeyProblem(key) ?? (minus ? undefined : labelValueProblem(value ?? '')),
    );
    return { key, value: minus ? undefined : (value ?? '') };
  });
  return (node) => {
    const labels = { ...node.metadata.labels };
    for (const { key, value } of parsed) {
      if (value === undefined) delete labels[key];
      else labels[key] = value;
    }
    return { ...node, metadata: { ...node.metadata, labels } };
  };
}

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** As `kubectl taint`: a key has one value for each effect; `key-` takes all its effects away, `key:Effect-` one. */
function taintEdit(changes: readonly string[]): Edit {
  const edits = changes.map((change) => {
    const [, key = '', value = '', effect, minus] = /^([^=:]+?)(?:=([^:]*))?(?::(\w+))?(-)?$/.exec(change) ?? [];
    const wrongEffect = effect === undefined ? minus === undefined : !effects.includes(effect);
    const problem =
      labelKeyProblem(key) ??
      labelValueProblem(value) ??
      (wrongEffect ? `its effect is none of ${effects.join(', ')}` : undefined);
    check(change, 'taint such as gpu=true:NoSchedule', problem);
    return { key, value, effect, removes: minus !== undefined };
  });
  return (node) => {
    let taints = node.spec?.taints ?? [];
    for (const { key, value, effect, removes } of edits) {
      const others = taints.filter((taint) => taint.key !== key || (effect !== undefined && taint.effect !== effect));
      const added: Taint[] = removes || effect === undefined ? [] : [{ key, ...(value && { value }), effect }];
      taints = [...others, ...added];
    }
    return { ...node, spec: { ...node.spec, taints } };
  };
}

function check(text: string, expected: string, problem: string | undefined): void {
  if (problem !== undefined) throw new WhatIfError(`expected a ${expected} but found \`${text}\`: ${problem}`);
}

/** What the node life-cycle controller makes of spec.unschedulable, a moment later. */
const unschedulable = 'node.kubernetes.io/unschedulable:NoSchedule';

function cordonEdit(cordoned: boolean): Edit {
  const retaint = taintEdit([cordoned ? unschedulable : `${unschedulable}-`]);
  return (node) => {
    const { spec, ...rest } = retaint(node);
    return { ...rest, spec: { ...spec, unschedulable: cordoned } };
  };
}

/** A new node has the labels that every kubelet sets. */
function addNodes(nodes: readonly Node[], { names, changes }: Request): Node[] {
  if (names.length === 0) throw new WhatIfError('expected the name of the node to add');
  const taints = changes.filter((change) => change.includes(':'));
  const labels = changes.filter((change) => !change.includes(':'));
  const added = names.map((name) => {
    check(name, 'node name', subdomainProblem(name));
    if (nodes.some(({ metadata }) => metadata.name === name)) throw new WhatIfError(`there is a node ${name} already`);
    const kubelet = { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' };
    return taintEdit(taints)(
      labelEdit(labels)({ apiVersion: 'v1', kind: 'Node', metadata: { name, labels: kubelet } }),
    );
  });
  return [...nodes, ...added];
}
