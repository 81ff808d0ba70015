import { join } from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';
import { explorerData } from '../components/Explorer/data.ts';
import { courseOf } from './course/course.ts';

type Content = Awaited<ReturnType<typeof explorerData>>;

/** Docusaurus plugin: the presets of the Placement Explorer, a small list at once and the texts of each lab by itself. */
export function explorerPlugin({ siteDir }: LoadContext): Plugin {
  return {
    name: 'one-per-node-explorer',
    loadContent: async () => explorerData((await courseOf(siteDir)).labs),
    contentLoaded: async ({ content, actions: { createData } }) => {
      const { data, texts } = content as Content;
      await createData('explorer.json', JSON.stringify(data));
      for (const preset of texts) await createData(`preset-${preset.slug}.json`, JSON.stringify(preset));
    },
    getPathsToWatch: () => [join(siteDir, 'labs/**/*')],
  };
}
