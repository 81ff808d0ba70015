import { join } from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';
import { type ReplayData, recordings, replayData } from '../components/Replay/data.ts';
import { courseOf } from './course/course.ts';

/** What the list of all recordings shows of each. */
type Listed = ReplayData & { lab: string | undefined };

/** Docusaurus plugin: all recorded timelines, for the page that lists them; each is fetched when it is chosen. */
export function replaysPlugin({ siteDir }: LoadContext): Plugin {
  return {
    name: 'one-per-node-replays',
    loadContent: async () => {
      const { labs } = await courseOf(siteDir);
      const all: Listed[] = [];
      for (const recording of Object.keys(recordings))
        all.push({ ...(await replayData({ recording, root: siteDir })), lab: undefined });
      for (const lab of labs) if (lab.timeline) all.push({ ...(await replayData({ lab })), lab: lab.slug });
      return all;
    },
    contentLoaded: async ({ content, actions: { createData } }) => {
      const all = content as Listed[];
      const list = all.map(({ timeline: _, steps: __, ...rest }) => rest);
      await createData('replays.json', JSON.stringify(list));
      for (const replay of all) await createData(`replay-${replay.id}.json`, JSON.stringify(replay));
    },
    getPathsToWatch: () => [join(siteDir, 'labs/*/lab.yaml'), join(siteDir, 'labs/*/expected/*/timeline.json')],
  };
}
