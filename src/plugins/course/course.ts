import { join } from 'node:path';
import { type Course, loadCourse } from '../../../harness/lab/index.ts';

const courses = new Map<string, Promise<Course>>();

/** The course, read once for all that build the site; its mistakes end the build. */
export function courseOf(root: string): Promise<Course> {
  const loading = courses.get(root) ?? loadCourse(join(root, 'labs'));
  courses.set(root, loading);
  return loading;
}

/** The course as it is now, for all that ask after this. */
export function reloadCourse(root: string): Promise<Course> {
  courses.delete(root);
  return courseOf(root);
}
