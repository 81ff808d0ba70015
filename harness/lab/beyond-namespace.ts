import { type Arguments, flagValues, isSet, readArguments } from './shell/arguments.ts';
import { shellCommands } from './shell/words.ts';

/** What a lab runs and applies: its shell lines, scripts among them, and its manifests. */
export interface LabTexts {
  commands: readonly string[];
  manifests: readonly string[];
}

/** Kinds of a cluster as a whole that labs about DaemonSets may make. */
const clusterKinds = [
  'APIService',
  'ClusterRole',
  'ClusterRoleBinding',
  'CSIDriver',
  'CustomResourceDefinition',
  'IngressClass',
  'MutatingAdmissionPolicy',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'RuntimeClass',
  'StorageClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
] as const;
const kindLine = new RegExp(`\\bkind["']?:\\s*["']?(${clusterKinds.join('|')})\\b`);
const namespaceLine = /(?:^|[\s{,"'])namespace["']?:\s*["']?([-a-z0-9]+)/;

/** The same kinds as kubectl's arguments name them; `-s` and `-es` are for the plural. */
const clusterWords = new Set([
  ...clusterKinds.flatMap((kind) => {
    const word = kind.toLowerCase();
    return [word, `${word}s`, `${word}es`, word.replace(/y$/, 'ies')];
  }),
  ...['crd', 'crds', 'ns', 'no', 'pc', 'pv', 'sc'],
]);
const nodeWords = /^(no|nodes?)(\/|$)/;

const reading = ['get', 'describe', 'logs', 'explain', 'events', 'top', 'version', 'wait', 'diff', 'api-resources'];
const putBack = ['label', 'taint', 'cordon', 'uncordon'];
const evicting = /:NoExecute$/;

/**
 * Why a lab would touch more of a cluster than its own namespace, as the end of a sentence; undefined when nothing says
 * that it does. Meant for clusters that others use: where it is not sure it says so rather than let it happen.
 */
export function beyondNamespace({ commands, manifests }: LabTexts, mayChangeNodes: boolean): string | undefined {
  for (const text of [...manifests, ...commands]) {
    const [, kind] = kindLine.exec(text) ?? [];
    if (kind) return `makes a ${kind}, which belongs to the whole cluster`;
    const [, namespace] = namespaceLine.exec(text) ?? [];
    if (namespace) return `reaches into namespace ${namespace}`;
  }
  for (const words of commands.flatMap(programWords)) {
    const reason = beyond(words, mayChangeNodes);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** Every call of kubectl or course in a shell text: behind `then`, `xargs` or `bash -c`, and inside of `$( … )` too. */
function programWords(text: string): string[][] {
  const inner = [...text.matchAll(/\$\(([^()]*)\)|`([^`]*)`/g)].map(([, first, second]) => first ?? second ?? '');
  const outer = shellCommands(text).flatMap(({ words }) => {
    if (words[0] === 'echo' || words[0] === 'printf') return [];
    const scripts = words.filter((word) => /\s/.test(word) && word !== text);
    const at = words.findIndex((word) => programName.test(word));
    return [...(at < 0 ? [] : [words.slice(at)]), ...scripts.flatMap(programWords)];
  });
  return [...outer, ...inner.flatMap(programWords)];
}

const programName = /(?:^|\/)(kubectl|course)$/;

function beyond([program = '', ...rest]: readonly string[], mayChangeNodes: boolean): string | undefined {
  const args = readArguments(rest);
  const quoted = `(${[program, ...rest].join(' ')})`;
  return program.endsWith('course')
    ? beyondByCourse(args, quoted, mayChangeNodes)
    : beyondByKubectl(args, quoted, mayChangeNodes);
}

function beyondByCourse({ positional }: Arguments, quoted: string, mayChangeNodes: boolean): string | undefined {
  const [noun = '', verb = ''] = positional;
  if (noun === 'component' || noun === 'cluster') return `changes the control plane ${quoted}`;
  return noun === 'node' ? nodeChange(verb, positional, quoted, mayChangeNodes) : undefined;
}

function beyondByKubectl(args: Arguments, quoted: string, mayChangeNodes: boolean): string | undefined {
  const [verb = '', ...objects] = args.positional;
  if (reading.includes(verb) || isSet(args, '--dry-run', 'none')) return undefined;
  const [namespace] = flagValues(args, '-n', '--namespace');
  if (namespace !== undefined) return `reaches into namespace ${namespace} ${quoted}`;
  if (isSet(args, '-A') || isSet(args, '--all-namespaces')) return `reaches into every namespace ${quoted}`;
  const aboutNodes = ['cordon', 'uncordon', 'drain'].includes(verb) || nodeWords.test(objects[0] ?? '');
  if (aboutNodes) return nodeChange(verb, objects, quoted, mayChangeNodes);
  const kinds = objects.slice(0, 1).flatMap((word) => word.toLowerCase().split(','));
  const isWhole = kinds.some((kind) => clusterWords.has(kind.split(/[./]/)[0] ?? ''));
  return isWhole ? `changes what belongs to the whole cluster ${quoted}` : undefined;
}

/** Labels, taints and cordons can be put back; a node that is gone, or pods that were evicted, cannot. */
function nodeChange(
  verb: string,
  words: readonly string[],
  quoted: string,
  mayChangeNodes: boolean,
): string | undefined {
  if (!putBack.includes(verb)) return `does to nodes what cannot be put back ${quoted}`;
  if (words.some((word) => evicting.test(word))) return `evicts the pods of others ${quoted}`;
  return mayChangeNodes ? undefined : `changes nodes ${quoted}, which takes --allow-node-changes`;
}
