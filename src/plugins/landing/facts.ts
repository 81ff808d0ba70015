import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Course } from '../../../harness/lab/index.ts';

/** What the first page says in numbers, and a verdict as a run printed it. Counted, never typed. */
export interface Facts {
  labs: number;
  lessons: number;
  wrongAnswers: number;
  refusal: string;
}

/** Every fenced block of a Markdown text. */
function fences(markdown: string): string[] {
  return [...markdown.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map(([, body]) => (body ?? '').trimEnd());
}

/** The recorded run in README.md in which a wrong answer is refused; the summary of the run is left off. */
export function recordedRefusal(readme: string): string {
  const block = fences(readme).find((body) => body.startsWith('✕ ') && body.includes('INTENDED_NODE_NOT_ELIGIBLE'));
  if (block === undefined) {
    throw new Error('README.md: expected a recorded run that begins with ✕ and fails with INTENDED_NODE_NOT_ELIGIBLE');
  }
  return block.split('\n\n')[0] ?? block;
}

function lessonsIn(docs: string): number {
  const topics = readdirSync(docs, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const lessons = topics
    .filter(({ name }) => name !== 'reference')
    .flatMap(({ name }) => readdirSync(join(docs, name)))
    .filter((file) => file.endsWith('.mdx'));
  return lessons.length;
}

/** The facts of the course as it lies in `root`. */
export function factsOf(root: string, { labs }: Course): Facts {
  return {
    labs: labs.length,
    lessons: lessonsIn(join(root, 'docs')),
    wrongAnswers: labs.reduce((sum, { traps }) => sum + Object.keys(traps).length, 0),
    refusal: recordedRefusal(readFileSync(join(root, 'README.md'), 'utf8')),
  };
}
