import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

export interface SourceFile {
  /** Relative to the root, with `/`. */
  path: string;
  text: string;
}

let known: readonly string[] | undefined;

/** Every file that is in the repository, or would be if it were added now. */
export function repositoryFiles(): readonly string[] {
  known ??= execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\0')
    .filter((path) => path !== '' && read(path) !== undefined)
    .sort();
  return known;
}

/** The files that match, with their text; throws when none does, because then nothing would be checked. */
export function filesThat(match: (path: string) => boolean): SourceFile[] {
  const found = repositoryFiles().filter(match);
  if (found.length === 0) throw new Error('Expected at least one file to check but found none.');
  return found.map((path) => ({ path, text: read(path) ?? '' }));
}

function read(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    // Deleted but not yet staged.
    return undefined;
  }
}
