import { join } from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';
import sidebars from '../../../sidebars.ts';
import { courseOf } from '../course/course.ts';
import { lessonParts, overviewOf } from './overview.ts';
import type { Overview } from './types.ts';

/** Docusaurus plugin: the page on which a learner sees the whole course and how far they are. */
export function overviewPlugin({ siteDir, baseUrl }: LoadContext): Plugin {
  return {
    name: 'one-per-node-overview',
    loadContent: async () => overviewOf({ root: siteDir, labs: (await courseOf(siteDir)).labs, sidebars }),
    async contentLoaded({ content, actions }) {
      const overview = content as Overview;
      actions.setGlobalData(lessonParts(overview));
      actions.addRoute({
        path: `${baseUrl}progress`,
        component: '@site/src/components/Progress/ProgressPage',
        exact: true,
        modules: { overview: await actions.createData('overview.json', JSON.stringify(overview)) },
      });
    },
    getPathsToWatch: () => [join(siteDir, 'docs/**/*.{mdx,yaml}')],
  };
}

export default overviewPlugin;
