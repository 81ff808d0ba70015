import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UsageError } from '../../errors.ts';
import { kebab } from '../fields.ts';
import { listLab } from './course-list.ts';
import { type NewLab, templateFiles } from './template.ts';

export interface ScaffoldOptions extends NewLab {
  /** The folder that holds course.yaml and the labs. */
  labsDir: string;
  slug: string;
  section?: string | undefined;
}

/** What was written: paths in the labs' folder, and the section that lists the lab. */
export interface Scaffolded {
  files: string[];
  section: string;
}

/** Writes a lab that runs and says what is left to do, and lists it in course.yaml; nothing is ever written over. */
export async function scaffoldLab({ labsDir, slug, section, ...lab }: ScaffoldOptions): Promise<Scaffolded> {
  if (!kebab.safeParse(slug).success)
    throw new UsageError('E_SLUG', `Expected a name of lower-case words joined by hyphens but found \`${slug}\`.`, {
      next: 'course author new drain-a-node',
    });
  const coursePath = join(labsDir, 'course.yaml');
  if (!existsSync(coursePath))
    throw new UsageError('E_NO_COURSE', `Expected a course.yaml in ${labsDir} but found none.`);
  if (existsSync(join(labsDir, slug))) throw labExists(slug);
  const listed = listLab(await readFile(coursePath, 'utf8'), slug, section);
  await makeFolder(labsDir, slug);
  const files = Object.entries(templateFiles(lab)).map(([path, text]) => ({ path: `${slug}/${path}`, text }));
  for (const { path, text } of files) {
    await mkdir(dirname(join(labsDir, path)), { recursive: true });
    await writeFile(join(labsDir, path), text, { flag: 'wx' });
  }
  // Renamed into place, so that nobody reads half a course.
  await writeFile(`${coursePath}.new`, listed.text);
  await rename(`${coursePath}.new`, coursePath);
  return { files: files.map(({ path }) => path), section: listed.section };
}

async function makeFolder(labsDir: string, slug: string): Promise<void> {
  try {
    await mkdir(join(labsDir, slug));
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? labExists(slug) : error;
  }
}

function labExists(slug: string): UsageError {
  return new UsageError('E_LAB_EXISTS', `Expected no lab named \`${slug}\` but found its folder.`, {
    next: `choose another name, or go on with that lab: course author check ${slug}`,
  });
}
