import { type AuthoringIssue, formatIssue, UsageError } from '../errors.ts';
import {
  type DaemonSetFile,
  type KnownDocuments,
  ManifestError,
  readDaemonSets,
  readNodes,
  YamlError,
} from './manifest.ts';
import type { Node } from './types.ts';

/** A text and what it is called in messages. */
export interface NamedText {
  file: string;
  text: string;
}

/** The DaemonSets of a text, at least one, with what kubectl would pass over in silence; else a `UsageError` for people. */
export function daemonSetsOf({ file, text }: NamedText): {
  daemonSets: DaemonSetFile['daemonSets'];
  warnings: AuthoringIssue[];
} {
  const { daemonSets, skipped, duplicates } = read({ file, text }, readDaemonSets);
  const warnings = duplicates.map(({ key, line }) => {
    const message = `warning: \`${key}\` is there twice; like kubectl, this takes the last one`;
    return { file, line, message };
  });
  if (daemonSets.length > 0) return { daemonSets, warnings };
  throw new UsageError('E_NO_DAEMONSET', `Expected a DaemonSet in ${file} but found ${listSkipped(skipped)}.`);
}

/** The nodes of a text, at least one. `known` spares reading again what did not change since. */
export function nodesOf({ file, text }: NamedText, known?: KnownDocuments): Node[] {
  const { nodes, skipped } = read({ file, text }, (own) => readNodes(own, known));
  if (nodes.length > 0) return nodes;
  throw new UsageError('E_NO_NODES', `Expected nodes in ${file} but found ${listSkipped(skipped)}.`, {
    next: 'kubectl get nodes -o json > nodes.json',
  });
}

function listSkipped(skipped: ReadonlyMap<string, number>): string {
  return skipped.size === 0 ? 'no object at all' : [...skipped].map(([kind, count]) => `${count} ${kind}`).join(', ');
}

function read<T>({ file, text }: NamedText, reader: (text: string) => T): T {
  if (text.trim() === '') throw new UsageError('E_EMPTY', `Expected manifests in ${file} but it is empty.`);
  try {
    return reader(text);
  } catch (cause) {
    if (cause instanceof YamlError) {
      const { line, col, message } = cause;
      const issue = formatIssue({ file, line, col, message: `is neither YAML nor JSON: ${message}` });
      throw new UsageError('E_YAML', issue, { cause });
    }
    if (cause instanceof ManifestError)
      throw new UsageError('E_MANIFEST', `Could not use ${file}: ${cause.message}.`, { cause });
    throw cause;
  }
}
