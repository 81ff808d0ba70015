import type { SourceFile } from './repository.ts';
import { blank } from './source-text.ts';

const wall = { source: 250, test: 300 } as const;
const isTest = /\.test\.ts$|\/testing\/|^tests\//;

/** Files that are longer than a reader can hold. */
export function tooLong(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.replace(/\n$/, '').split('\n').length;
    const most = isTest.test(path) ? wall.test : wall.source;
    return lines > most ? [`${path} has ${lines} lines; the wall is ${most}`] : [];
  });
}

/** Absolute paths that exist on one machine only. */
export function machinePaths(files: readonly SourceFile[]): string[] {
  return places(files, /(?<![\w.}~)$-])\/(?:work|root|(?:home|Users)(?!\/(?:me|you)\b))\/\w/g, ({ text }) => text);
}

/** Tests that keep others, or themselves, from running. */
export function silencedTests(files: readonly SourceFile[]): string[] {
  return places(files, /\b(?:it|test|describe|suite)(?:\.\w+)*\.(?:only|skip|todo)\b/g, ({ text }) =>
    blank(text, { strings: true }),
  );
}

/** Actions of other people that are not pinned to a commit, with the version beside it. */
export function unpinnedActions(files: readonly SourceFile[]): string[] {
  return places(files, /^.*\buses: (?!\S+@[0-9a-f]{40} # v\d).*$/gm, ({ text }) => text);
}

function places(files: readonly SourceFile[], pattern: RegExp, textOf: (file: SourceFile) => string): string[] {
  return files.flatMap((file) => {
    const text = textOf(file);
    return [...text.matchAll(pattern)].map(
      (match) => `${file.path}:${text.slice(0, match.index).split('\n').length} ${match[0].trim()}`,
    );
  });
}
