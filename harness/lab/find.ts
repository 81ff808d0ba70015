import { UsageError } from '../errors.ts';
import type { Course, Lab } from './schema.ts';
import { didYouMean } from './suggest.ts';

/** The labs of these names in the order of the course; all of them when no name is given. */
export function findLabs(course: Course, names: readonly string[]): Lab[] {
  if (course.labs.length === 0) throw new UsageError('E_NO_LABS', 'Expected at least one lab but found none.');
  if (names.length === 0) return course.labs;
  const slugs = course.labs.map(({ slug }) => slug);
  const unknown = names.filter((name) => !slugs.includes(name));
  if (unknown.length > 0) {
    const lines = unknown.map(
      (name) =>
        `Expected a lab named \`${name}\` but found none.${didYouMean(name, slugs) || ` There are: ${slugs.join(', ')}.`}`,
    );
    throw new UsageError('E_UNKNOWN_LAB', lines.join('\n'), { next: 'course list' });
  }
  return course.labs.filter(({ slug }) => names.includes(slug));
}
