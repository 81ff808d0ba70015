import { join } from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';
import { courseOf } from '../course/course.ts';
import { factsOf } from './facts.ts';

/** Docusaurus plugin: the first page, with what it counts at build time. */
export function landingPlugin({ siteDir, baseUrl }: LoadContext): Plugin {
  return {
    name: 'one-per-node-landing',
    async contentLoaded({ actions }) {
      const facts = factsOf(siteDir, await courseOf(siteDir));
      actions.addRoute({
        path: baseUrl,
        component: '@site/src/components/landing/Landing',
        exact: true,
        modules: { facts: await actions.createData('facts.json', JSON.stringify(facts)) },
      });
    },
    getPathsToWatch: () => [join(siteDir, 'README.md')],
  };
}
