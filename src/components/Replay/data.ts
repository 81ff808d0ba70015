import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lab } from '../../../harness/lab/schema.ts';
import type { Timeline } from '../../../harness/verdict/timeline.ts';
import { timelineSchema } from '../../../harness/verdict/timeline-schema.ts';
import { digestOf, type StepDigest } from './digest.ts';

/** A recording to replay. Plain JSON; a large timeline is left behind its address. */
export interface ReplayData {
  /** Slug of the lab, or name of the recording. */
  id: string;
  title: string;
  nodes: number;
  end: number;
  steps: StepDigest[];
  timeline?: Timeline;
  /** What a reader should know of this run. */
  note?: string;
  /** Where the timeline is fetched from. */
  url?: string;
}

/** Recordings that are no lab's, in `static/recordings/`, with what their steps are called. */
export const recordings: Record<string, { title: string; steps: Record<string, string>; note?: string }> = {
  'rollout-1000': {
    title: 'A thousand nodes, and then a new template',
    steps: { apply: 'A DaemonSet comes to 1,000 nodes', update: 'A new template, with maxUnavailable: 10%' },
    note: 'Ready pods also turn not Ready by themselves here, as they do where nodes report late; so for a moment more than a tenth of the nodes are without a Ready pod.',
  },
};

/** Larger timelines are fetched when they are needed. */
const inlineBelow = 20_000;

/** The recording of a lab, or one of `static/recordings/` below `root`; at build time. */
export async function replayData(source: { lab: Lab } | { recording: string; root: string }): Promise<ReplayData> {
  return 'lab' in source ? ofLab(source.lab) : ofRecording(source.recording, source.root);
}

async function ofLab({ slug, dir, title, timeline, steps }: Lab): Promise<ReplayData> {
  if (!timeline) throw new Error(`The lab \`${slug}\` records no timeline (\`timeline: true\` in its lab.yaml).`);
  const path = ['kwok', 'kind'].map((provider) => join(dir, 'expected', provider, 'timeline.json')).find(existsSync);
  if (path === undefined)
    throw new Error(`The lab \`${slug}\` has no recorded timeline yet: course author record ${slug}.`);
  const titles = Object.fromEntries(steps.map((step) => [step.id, step.title ?? step.id]));
  return dataOf(await readFile(path, 'utf8'), { id: slug, title, titles });
}

async function ofRecording(name: string, root: string): Promise<ReplayData> {
  const known = recordings[name];
  if (!known) throw new Error(`There is no recording \`${name}\`, only ${Object.keys(recordings).join(', ')}.`);
  const text = await readFile(join(root, 'static', 'recordings', `${name}.json`), 'utf8');
  const { title, steps: titles, note } = known;
  return { ...dataOf(text, { id: name, title, titles, url: `/recordings/${name}.json` }), ...(note && { note }) };
}

interface Naming {
  id: string;
  title: string;
  titles: Record<string, string>;
  url?: string;
}

function dataOf(text: string, { id, title, titles, url }: Naming): ReplayData {
  const timeline = timelineSchema.parse(JSON.parse(text));
  const { nodes, end } = timeline;
  const data = { id, title, nodes: nodes.length, end, steps: digestOf(timeline, titles) };
  return url !== undefined && text.length > inlineBelow ? { ...data, url } : { ...data, timeline };
}
