import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { type AuthoringIssue, LabError } from '../errors.ts';
import { checkFiles, filesBelow } from './check-files.ts';
import { checkReferences } from './check-references.ts';
import { draftOf, withoutKeys } from './draft.ts';
import { type Course, type CourseFile, courseSchema, type Lab, type LabFile, labSchema } from './schema.ts';
import { didYouMean } from './suggest.ts';
import { type Path, readYaml, type YamlFile } from './yaml-file.ts';
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

type Place = Pick<Lab, 'slug' | 'dir' | 'section'>;

async function toLab(place: Place, data: LabFile): Promise<Lab> {
  const { dir } = place;
  const traps = Object.entries(data.traps).map(async ([reason, trap]) => {
    const ownFiles = await filesBelow(join(dir, 'traps', reason));
    return [reason, { ...trap, ownFiles }] as const;
  });
  return { ...place, ...data, traps: Object.fromEntries(await Promise.all(traps)) };
}

async function loadLab(root: Root, slug: string, section: string): Promise<Loaded<Lab>> {
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
  return data && all.length === 0
    ? { value: await toLab({ slug, dir, section }, data), issues: [] }
    : { issues: sorted(all) };
}

/** By file as they came, and from top to bottom in each. */
function sorted(issues: AuthoringIssue[]): AuthoringIssue[] {
  const files = [...new Set(issues.map(({ file }) => file))];
  return issues.toSorted(
    (a, b) =>
      files.indexOf(a.file) - files.indexOf(b.file) || (a.line ?? 0) - (b.line ?? 0) || (a.col ?? 0) - (b.col ?? 0),
  );
}

/** A lab's mention in course.yaml. */
interface Listed {
  slug: string;
  section: string;
  path: Path;
}

function listedIn({ sections }: CourseFile): Listed[] {
  return sections.flatMap(({ title, labs }, section) =>
    labs.map((slug, at) => ({ slug, section: title, path: ['sections', section, 'labs', at] })),
  );
}

/** The mistakes in the list of labs, measured by the folders that there are; each with the lab that it is about. */
function listIssues(
  root: Root,
  file: YamlFile,
  { listed, folders }: { listed: Listed[]; folders: string[] },
): LabIssue[] {
  const slugs = listed.map(({ slug }) => slug);
  const unlisted = folders.filter((slug) => !slugs.includes(slug));
  const repeated = listed.flatMap(({ slug, path }, at) =>
    slugs.indexOf(slug) < at
      ? [{ slug, issue: file.issueAt(path, `lists the lab \`${slug}\` a second time. Expected it once.`) }]
      : [],
  );
  const missing = listed.flatMap(({ slug, path }) => {
    if (existsSync(join(root.dir, slug, 'lab.yaml'))) return [];
    const message = `lists \`${slug}\`, but ${root.shown}/${slug}/lab.yaml does not exist.${didYouMean(slug, unlisted)}`;
    return [{ slug, issue: file.issueAt(path, message) }];
  });
  const stray = unlisted.map((slug) => {
    const message = `does not list \`${slug}\`, but there is a folder ${root.shown}/${slug}. Expected each lab to have its place in the order.`;
    return { slug, issue: file.issueAt(['sections'], message, 'key') };
  });
  return [...stray, ...repeated, ...missing];
}

interface LabIssue {
  /** The lab that it is about; undefined for the course itself. */
  slug?: string;
  issue: AuthoringIssue;
}

interface CourseOrder {
  title: string;
  listed: Listed[];
}

interface LoadedOrder {
  value?: CourseOrder;
  issues: LabIssue[];
}

async function loadOrder(root: Root, folders: string[]): Promise<LoadedOrder> {
  const path = join(root.dir, 'course.yaml');
  const shown = `${root.shown}/course.yaml`;
  if (!existsSync(path)) {
    const message = 'does not exist. Expected the title of the course and the order of its labs.';
    return { issues: [{ issue: { file: shown, message } }] };
  }
  const file = readYaml(shown, await readFile(path, 'utf8'));
  const ofCourse = (issues: AuthoringIssue[]) => issues.map((issue) => ({ issue }));
  if (!file.readable) return { issues: ofCourse(file.issues) };
  const { data, issues } = parseWith(courseSchema, file);
  if (!data) return { issues: ofCourse([...file.issues, ...issues]) };
  const listed = listedIn(data);
  return {
    value: { title: data.title, listed },
    issues: [...ofCourse([...file.issues, ...issues]), ...listIssues(root, file, { listed, folders })],
  };
}

async function foldersIn(dir: string): Promise<string[]> {
  if (!existsSync(dir)) return [];
  const entries = await readdir(dir, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() && !entry.name.startsWith('.') ? entry.name : [])).sort();
}

/**
 * Reads all labs in the order of `course.yaml`, or throws one `LabError` with every mistake in all of them. With `only`,
 * the mistakes of other labs are let be, so that one who writes a lab is not held up by another's; those labs are left out.
 */
export async function loadCourse(labsDir: string, { only = [] }: { only?: readonly string[] } = {}): Promise<Course> {
  const dir = resolve(labsDir);
  const root = { dir, shown: relative(dirname(dir), dir).replaceAll(sep, '/') };
  const folders = await foldersIn(dir);
  const order = await loadOrder(root, folders);
  const listed = order.value?.listed ?? [];
  const sectionOf = new Map(listed.map(({ slug, section }) => [slug, section]));
  const slugs = [...new Set([...listed.map(({ slug }) => slug), ...folders])];
  const present = slugs.filter((slug) => existsSync(join(dir, slug, 'lab.yaml')));
  const labs = await Promise.all(
    present.map(async (slug) => ({ slug, ...(await loadLab(root, slug, sectionOf.get(slug) ?? '')) })),
  );
  const found = [...order.issues, ...labs.flatMap(({ slug, issues }) => issues.map((issue) => ({ slug, issue })))];
  const counted = found.filter(({ slug }) => only.length === 0 || slug === undefined || only.includes(slug));
  if (counted.length > 0 || !order.value) throw new LabError(sorted(counted.map(({ issue }) => issue)));
  return { title: order.value.title, labs: labs.flatMap(({ value }) => value ?? []) };
}
