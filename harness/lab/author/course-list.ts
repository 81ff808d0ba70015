import { isMap, isSeq, parseDocument, type YAMLSeq } from 'yaml';
import { UsageError } from '../../errors.ts';
import { courseSchema } from '../schema.ts';
import { didYouMean } from '../suggest.ts';

/** Where a new lab goes: the title of a section, the last one where none is named. */
export interface ListedIn {
  text: string;
  section: string;
}

/** The text of course.yaml with one more lab at the end of a section; all else stays as it was, to the letter. */
export function listLab(text: string, slug: string, wanted?: string): ListedIn {
  const before = courseSchema.safeParse(parseDocument(text).toJS());
  if (!before.success) throw wrongCourse('is not a course', 'course list');
  const titles = before.data.sections.map(({ title }) => title);
  const at = wanted === undefined ? titles.length - 1 : titles.indexOf(wanted);
  const section = titles[at];
  if (section === undefined) {
    const known = didYouMean(wanted ?? '', titles) || ` There are: ${titles.join(', ')}.`;
    throw new UsageError('E_SECTION', `Expected a section of course.yaml but found \`${wanted}\`.${known}`);
  }
  if (before.data.sections.some(({ labs }) => labs.includes(slug)))
    throw wrongCourse(`lists \`${slug}\` already`, `take that line out, or choose another name`);
  const after = insertAtEnd(text, labsOf(text, at), slug);
  const expected = before.data.sections.map((each, index) =>
    index === at ? { ...each, labs: [...each.labs, slug] } : each,
  );
  const found = courseSchema.safeParse(parseDocument(after).toJS()).data;
  if (JSON.stringify(found?.sections) !== JSON.stringify(expected))
    throw wrongCourse('is written in a way that a lab cannot be added to', `add \`${slug}\` to it by hand`);
  return { text: after, section };
}

function wrongCourse(what: string, next: string): UsageError {
  return new UsageError('E_COURSE', `Expected course.yaml to take a new lab, but it ${what}.`, { next });
}

function labsOf(text: string, at: number): YAMLSeq {
  const labs = parseDocument(text).getIn(['sections', at, 'labs'], true);
  if (!isSeq(labs)) throw wrongCourse('has a section whose labs are no plain list', 'write them as a list');
  return labs;
}

/** Writes behind the last item, in the manner of the list: `[a, b]` or one a line. */
function insertAtEnd(text: string, labs: YAMLSeq, slug: string): string {
  const last = labs.items.at(-1);
  const range = last && typeof last === 'object' && 'range' in last && !isMap(last) ? (last.range as number[]) : [];
  const [start = 0, end = 0] = range;
  if (labs.flow) return `${text.slice(0, end)}, ${slug}${text.slice(end)}`;
  const dash = text.slice(text.lastIndexOf('\n', start) + 1, start);
  const newline = text.indexOf('\n', end);
  const lineEnd = newline === -1 ? text.length : newline;
  return `${text.slice(0, lineEnd)}\n${dash}${slug}${text.slice(lineEnd)}`;
}
