import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuthoringIssue } from '../errors.ts';
import type { LabFolder } from './draft.ts';
import type { Capability } from './schema.ts';
import { readyAfterAnnotation, simulateAnnotation, simulations } from './simulation.ts';
import { didYouMean } from './suggest.ts';

/** What a text uses that not every provider has. */
const uses: { pattern: RegExp; capability: Capability }[] = [
  {
    pattern: new RegExp(`${simulateAnnotation}|${readyAfterAnnotation}`.replaceAll('.', '\\.')),
    capability: 'simulated-readiness',
  },
  { pattern: /\bcourse component (stop|start)\b/, capability: 'component-control' },
];

/** Each word that a text gives for what a pod simulates, in a manifest or in a command. */
const simulated = new RegExp(`${simulateAnnotation.replaceAll('.', '\\.')}["']?\\s*[:=]\\s*["']?([\\w-]+)`, 'g');

function undeclared({ file, draft: { needs } }: LabFolder, texts: readonly string[]): AuthoringIssue[] {
  if (!needs) return [];
  return uses.flatMap(({ pattern, capability }) => {
    const found = texts.map((text) => pattern.exec(text)?.[0]).find((match) => match !== undefined);
    if (found === undefined || needs.includes(capability)) return [];
    const message = `uses \`${found}\`, which not every provider has. Expected \`${capability}\` under \`needs\`.`;
    return [file.issueAt(['needs'], message, 'key')];
  });
}

function unknownWords(shown: string, text: string): AuthoringIssue[] {
  const known = Object.keys(simulations);
  return [...text.matchAll(simulated)].flatMap(([, word = '']) => {
    if (known.includes(word)) return [];
    const message = `lets a pod simulate \`${word}\`. Expected one of: ${known.join(', ')}.${didYouMean(word, known)}`;
    return [{ file: shown, message }];
  });
}

/** The mistakes in what a lab says it needs, by what its commands and files use. */
export async function checkNeeds(folder: LabFolder, files: readonly string[]): Promise<AuthoringIssue[]> {
  const { dir, shown, file, draft } = folder;
  const contents = await Promise.all(
    files.map(async (path) => ({ shown: `${shown}/${path}`, text: await readFile(join(dir, path), 'utf8') })),
  );
  const commands = [
    ...draft.steps.map(({ run }) => run),
    ...Object.values(draft.traps).flatMap((trap) => Object.values(trap?.run ?? {})),
  ];
  return [
    ...undeclared(folder, [...commands, ...contents.map(({ text }) => text)]),
    ...commands.flatMap((command) => unknownWords(file.file, command)),
    ...contents.flatMap(({ shown: path, text }) => unknownWords(path, text)),
  ];
}
