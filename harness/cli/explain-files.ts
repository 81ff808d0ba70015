import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { formatIssue, UsageError } from '../errors.ts';
import type { ManifestEntry } from '../placement/manifest.ts';
import { daemonSetsOf, nodesOf } from '../placement/named-files.ts';
import type { Node } from '../placement/types.ts';
import type { CliContext } from './context.ts';

/** What a file is called in messages. */
export const named = (file: string) => (file === '-' ? 'stdin' : file);

/** The DaemonSets of a file, at least one; what kubectl would pass over in silence is said on stderr. */
export async function loadDaemonSets(file: string, context: CliContext): Promise<ManifestEntry[]> {
  const { daemonSets, warnings } = daemonSetsOf({ file: named(file), text: await readText(file, context) });
  for (const warning of warnings) context.stderr.write(`${formatIssue(warning)}\n`);
  return daemonSets;
}

/** The nodes of a file, at least one. */
export async function loadNodes(file: string, context: CliContext): Promise<Node[]> {
  return nodesOf({ file: named(file), text: await readText(file, context) });
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
