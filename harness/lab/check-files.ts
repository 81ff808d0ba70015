import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { AuthoringIssue } from '../errors.ts';
import { checkNeeds } from './check-needs.ts';
import { expectationsOf } from './check-references.ts';
import type { LabFolder } from './draft.ts';
import type { Fails } from './schema.ts';
import { didYouMean } from './suggest.ts';
import { manifestIssues } from './yaml-file.ts';

/** The files below a folder, sorted, with `/`; none when there is no such folder. Hidden ones are left out. */
export async function filesBelow(dir: string): Promise<string[]> {
  if (!existsSync(dir)) return [];
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)))
    .map((path) => path.replaceAll(sep, '/'));
  return paths.filter((path) => !path.split('/').some((part) => part.startsWith('.'))).sort();
}

/** A folder of answers: the solution, the starter, or one trap. */
interface Answer {
  name: string;
  present: string[];
  /** Whether each file has to be here; a trap takes those it lacks from the solution. */
  complete: boolean;
  /** How it is declared to fail; undefined for the solution, null when that could not be read. */
  fails: Fails | null | undefined;
}

function missingFiles({ file, draft, shown }: LabFolder, { name, present, complete }: Answer): AuthoringIssue[] {
  if (!complete) return [];
  return (draft.files ?? []).flatMap((path, at) => {
    if (present.includes(path)) return [];
    const message = `lists \`${path}\`, but ${shown}/${name}/${path} does not exist.${didYouMean(path, present)}`;
    return [file.issueAt(['files', at], message)];
  });
}

function orphans({ file, draft, shown }: LabFolder, { name, present }: Answer): AuthoringIssue[] {
  const { files } = draft;
  if (!files) return [];
  const unlisted = present.filter((path) => !files.includes(path));
  return unlisted.map((path) => ({
    file: `${shown}/${name}/${path}`,
    message: `is not listed under \`files\` in ${file.file}.${didYouMean(path, files)}`,
  }));
}

async function brokenManifests(
  { dir, shown, draft }: LabFolder,
  { name, present, fails }: Answer,
): Promise<AuthoringIssue[]> {
  // What a command is meant to stumble over may well be no YAML.
  const refused = expectationsOf(draft).some(({ expectation }) => expectation.expectation === 'refused');
  if (fails === null || fails?.code === 'COMMAND_FAILED' || refused) return [];
  const manifests = present.filter((path) => /\.ya?ml$/.test(path));
  const issues = manifests.map(async (path) =>
    manifestIssues(`${shown}/${name}/${path}`, await readFile(join(dir, name, path), 'utf8')),
  );
  return (await Promise.all(issues)).flat();
}

async function answers({ dir, draft }: LabFolder): Promise<Answer[]> {
  const answer = async (name: string, fails: Answer['fails'], complete = true) => ({
    name,
    present: await filesBelow(join(dir, name)),
    complete,
    fails,
  });
  return Promise.all([
    answer('solution', undefined),
    answer('starter', draft.starter?.fails ?? null),
    ...Object.entries(draft.traps).map(([reason, trap]) => answer(`traps/${reason}`, trap?.fails ?? null, false)),
  ]);
}

/** Folders that no trap declares, and traps that differ from the solution in nothing. */
async function trapFolders({ dir, shown, file, draft }: LabFolder): Promise<AuthoringIssue[]> {
  const reasons = Object.keys(draft.traps);
  const folders = [...new Set((await filesBelow(join(dir, 'traps'))).map((path) => path.split('/')[0] ?? ''))];
  const undeclared = folders.filter((name) => !reasons.includes(name));
  const idle = reasons.filter((reason) => !folders.includes(reason) && draft.traps[reason]?.run === undefined);
  return [
    ...undeclared.map((name) => ({
      file: `${shown}/traps/${name}`,
      message: `is no trap that ${file.file} declares.${didYouMean(name, reasons)}`,
    })),
    ...idle
      .filter((reason) => draft.traps[reason] !== undefined)
      .map((reason) => {
        const message = `has the trap \`${reason}\`, which is the same as the solution. Expected a file in ${shown}/traps/${reason}/ or a command under \`run\`.`;
        return file.issueAt(['traps', reason], message, 'key');
      }),
  ];
}

/** Manifests that an expectation refers to but that do not exist. */
function missingReferences({ dir, shown, file, draft }: LabFolder): AuthoringIssue[] {
  return expectationsOf(draft).flatMap(({ expectation, path }) => {
    if (expectation.expectation !== 'onePodPerMatchingNode') return [];
    const { intended } = expectation;
    if (typeof intended !== 'object' || !('reference' in intended)) return [];
    if (existsSync(join(dir, intended.reference))) return [];
    const message = `refers to \`${intended.reference}\`, but ${shown}/${intended.reference} does not exist.`;
    return [file.issueAt([...path, 'intended', 'reference'], message)];
  });
}

/** The mistakes in the files of a lab: missing, not listed, not valid YAML. */
export async function checkFiles(folder: LabFolder): Promise<AuthoringIssue[]> {
  const found = await answers(folder);
  const manifests = await Promise.all(found.map((answer) => brokenManifests(folder, answer)));
  const files = found.flatMap(({ name, present }) => present.map((path) => `${name}/${path}`));
  return [
    ...missingReferences(folder),
    ...found.flatMap((answer) => [...missingFiles(folder, answer), ...orphans(folder, answer)]),
    ...(await trapFolders(folder)),
    ...manifests.flat(),
    ...(await checkNeeds(folder, files)),
  ];
}
