import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { formatIssue, UsageError } from '../errors.ts';
import { type DaemonSetFile, ManifestError, readDaemonSets, readNodes, YamlError } from '../placement/manifest.ts';
import type { Node } from '../placement/types.ts';
import type { CliContext } from './context.ts';

/** What a file is called in messages. */
export const named = (file: string) => (file === '-' ? 'stdin' : file);

/** The DaemonSets of a file, at least one; what kubectl would pass over in silence is said on stderr. */
export async function loadDaemonSets(file: string, context: CliContext): Promise<DaemonSetFile['daemonSets']> {
  const { daemonSets, skipped, duplicates } = await load(file, context, readDaemonSets);
  for (const { key, line } of duplicates) {
    const message = `warning: \`${key}\` is there twice; like kubectl, this takes the last one`;
    context.stderr.write(`${formatIssue({ file: named(file), line, message })}\n`);
  }
  if (daemonSets.length > 0) return daemonSets;
  throw new UsageError('E_NO_DAEMONSET', `Expected a DaemonSet in ${named(file)} but found ${listSkipped(skipped)}.`);
}

/** The nodes of a file, at least one. */
export async function loadNodes(file: string, context: CliContext): Promise<Node[]> {
  const { nodes, skipped } = await load(file, context, readNodes);
  if (nodes.length > 0) return nodes;
  throw new UsageError('E_NO_NODES', `Expected nodes in ${named(file)} but found ${listSkipped(skipped)}.`, {
    next: 'kubectl get nodes -o json > nodes.json',
  });
}

function listSkipped(skipped: ReadonlyMap<string, number>): string {
  return skipped.size === 0 ? 'no object at all' : [...skipped].map(([kind, count]) => `${count} ${kind}`).join(', ');
}

async function load<T>(file: string, context: CliContext, read: (text: string) => T): Promise<T> {
  const text = await readText(file, context);
  if (text.trim() === '') throw new UsageError('E_EMPTY', `Expected manifests in ${named(file)} but it is empty.`);
  try {
    return read(text);
  } catch (cause) {
    if (cause instanceof YamlError) {
      const { line, col, message } = cause;
      const issue = formatIssue({ file: named(file), line, col, message: `is neither YAML nor JSON: ${message}` });
      throw new UsageError('E_YAML', issue, { cause });
    }
    if (cause instanceof ManifestError)
      throw new UsageError('E_MANIFEST', `Could not use ${named(file)}: ${cause.message}.`, { cause });
    throw cause;
  }
}

/** The text of a file, or of stdin for `-`; a file that cannot be read is a mistake in the command. */
async function readText(file: string, { cwd, stdin }: CliContext): Promise<string> {
  if (file === '-') return readAll(stdin);
  try {
    return await readFile(resolve(cwd, file), 'utf8');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new UsageError(
      'E_FILE',
      `Could not read ${file}: ${code === 'ENOENT' ? 'there is no such file' : message}.`,
      { cause },
    );
  }
}

async function readAll(stream: AsyncIterable<Buffer | string>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
