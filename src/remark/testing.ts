import { join } from 'node:path';
import { formatIssue } from '../../harness/errors.ts';
import type { Lab } from '../../harness/lab/index.ts';
import { courseOf } from '../plugins/course/course.ts';
import { checkTree } from './check.ts';
import { pageAt } from './page.ts';
import { parsePage } from './parse.ts';

/** The repository. */
export const root = join(import.meta.dirname, '../..');

/** The labs of the course, read before the clock of any test runs. */
export const labs: readonly Lab[] = (await courseOf(root)).labs;

const head = `---
title: A lesson
description: What it promises.
abilities: [see the first thing, see the second thing]
builds_on: []
sources: [{ title: DaemonSet, url: 'https://kubernetes.io/docs/', version: v1.36 }]
---
`;

/** Number of the first line of the body in a page of `lesson`. */
export const firstLine = head.split('\n').length;

/** A whole lesson with this body, and a quiz at its end. */
export const lesson = (body: string): string => `${head}${body}\n\n<Quiz />\n`;

/** Checks a page as if it lay at that path; its mistakes are as the build prints them. */
export async function mistakesIn(source: string, path = 'docs/placement/node-selector.mdx'): Promise<string[]> {
  const page = pageAt(root, join(root, path));
  if (!page) throw new Error(`Expected a path in docs/ but found ${path}.`);
  const ids = ['placement/node-selector', 'placement/affinity', 'concepts/your-first-daemonset'];
  const { issues } = await checkTree(parsePage(source, path), page, { root, labs, ids });
  return issues.map(formatIssue);
}
