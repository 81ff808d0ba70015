import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { type AuthoringIssue, LabError } from '../errors.ts';
import { checkFiles, filesBelow } from './check-files.ts';
import { checkReferences } from './check-references.ts';
import { draftOf, withoutKeys } from './draft.ts';
import { type Course, courseSchema, type Lab, type LabFile, labSchema } from './schema.ts';
import { didYouMean } from './suggest.ts';
import { readYaml, type YamlFile } from './yaml-file.ts';
import { parseWith } from './zod-issues.ts';

/** The labs' root and how messages call it. */
interface Root {
  dir: string;
  shown: string;
}

interface Loaded<T> {
  value?: T;
  issues: AuthoringIssue[];
}

async function toLab(slug: string, dir: string, data: LabFile): Promise<Lab> {
  const traps = Object.entries(data.traps).map(async ([reason, trap]) => {
    const ownFiles = await filesBelow(join(dir, 'traps', reason));
    return [reason, { ...trap, ownFiles }] as const;
  });
  return { slug, dir, ...data, traps: Object.fromEntries(await Promise.all(traps)) };
}

async function loadLab(root: Root, slug: string): Promise<Loaded<Lab>> {
  const dir = join(root.dir, slug);
  const shown = `${root.shown}/${slug}`;
  const file = readYaml(`${shown}/lab.yaml`, await readFile(join(dir, 'lab.yaml'), 'utf8'));
  if (!file.readable) return { issues: file.issues };
  const { data, issues, unknownKeys } = parseWith(labSchema, file);
  const draft = draftOf(withoutKeys(file.value, unknownKeys));
  const all = [
    ...file.issues,
    ...issues,
    ...checkReferences(file, draft),
    ...(await checkFiles({ dir, shown, file, draft })),
  ];
  return data && all.length === 0 ? { value: await toLab(slug, dir, data), issues: [] } : { issues: sorted(all) };
}

/** By file as they came, and from top to bottom in each. */
function sorted(issues: AuthoringIssue[]): AuthoringIssue[] {
  const files = [...new Set(issues.map(({ file }) => file))];
  return issues.toSorted(
    (a, b) =>
      files.indexOf(a.file) - files.indexOf(b.file) || (a.line ?? 0) - (b.line ?? 0) || (a.col ?? 0) - (b.col ?? 0),
  );
}

/** The mistakes in the list of labs, measured by the folders that there are. */
function listIssues(root: Root, file: YamlFile, listed: string[], folders: string[]): AuthoringIssue[] {
  const unlisted = folders.filter((slug) => !listed.includes(slug));
  const repeated = listed.flatMap((slug, at) =>
    listed.indexOf(slug) < at
      ? [file.issueAt(['labs', at], `lists the lab \`${slug}\` a second time. Expected it once.`)]
      : [],
  );
  const missing = listed.flatMap((slug, at) => {
    if (existsSync(join(root.dir, slug, 'lab.yaml'))) return [];
    const message = `lists \`${slug}\`, but ${root.shown}/${slug}/lab.yaml does not exist.${didYouMean(slug, unlisted)}`;
    return [file.issueAt(['labs', at], message)];
  });
  const stray = unlisted.map((slug) => {
    const message = `does not list \`${slug}\`, but there is a folder ${root.shown}/${slug}. Expected each lab to have its place in the order.`;
    return file.issueAt(['labs'], message, 'key');
  });
  return sorted([...repeated, ...missing, ...stray]);
}

interface CourseOrder {
  title: string;
  slugs: string[];
}

async function loadOrder(root: Root, folders: string[]): Promise<Loaded<CourseOrder>> {
  const path = join(root.dir, 'course.yaml');
  const shown = `${root.shown}/course.yaml`;
  if (!existsSync(path)) {
    return {
      issues: [{ file: shown, message: 'does not exist. Expected the title of the course and the order of its labs.' }],
    };
  }
  const file = readYaml(shown, await readFile(path, 'utf8'));
  if (!file.readable) return { issues: file.issues };
  const { data, issues } = parseWith(courseSchema, file);
  const order = data && { title: data.title, slugs: data.labs };
  const wrong = order ? listIssues(root, file, order.slugs, folders) : [];
  return { value: order, issues: [...file.issues, ...issues, ...wrong] };
}

async function foldersIn(dir: string): Promise<string[]> {
  if (!existsSync(dir)) return [];
  const entries = await readdir(dir, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() && !entry.name.startsWith('.') ? entry.name : [])).sort();
}

/** Reads all labs in the order of `course.yaml`, or throws one `LabError` with every mistake in all of them. */
export async function loadCourse(labsDir: string): Promise<Course> {
  const dir = resolve(labsDir);
  const root = { dir, shown: relative(dirname(dir), dir).replaceAll(sep, '/') };
  const folders = await foldersIn(dir);
  const order = await loadOrder(root, folders);
  const slugs = [...new Set([...(order.value?.slugs ?? []), ...folders])];
  const present = slugs.filter((slug) => existsSync(join(dir, slug, 'lab.yaml')));
  const loaded = await Promise.all(present.map((slug) => loadLab(root, slug)));
  const issues = [...order.issues, ...loaded.flatMap((lab) => lab.issues)];
  if (issues.length > 0 || !order.value) throw new LabError(issues);
  return { title: order.value.title, labs: loaded.flatMap(({ value }) => value ?? []) };
}
