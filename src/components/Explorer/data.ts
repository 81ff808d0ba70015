import { readFile } from 'node:fs/promises';
import { variants } from '../../../harness/lab/index.ts';
import type { Lab } from '../../../harness/lab/schema.ts';
import { readDaemonSets } from '../../../harness/placement/manifest.ts';
import { placementData } from '../Placement/data.ts';
import { nodeOf } from '../Topology/node-of.ts';
import { nodeText } from './edit.ts';
import { type ExplorerData, keyOf, type PresetAnswer, type PresetLab, type PresetTexts } from './presets.ts';

/** A lab as a preset, with its texts; none when its DaemonSets are not where placement is judged. At build time. */
export async function presetOf(lab: Lab): Promise<{ listed: PresetLab; texts: PresetTexts } | undefined> {
  const isJudged = lab.steps.some(({ expect }) => expect.some((one) => one.expectation === 'onePodPerMatchingNode'));
  if (!isJudged) return undefined;
  const answers: PresetAnswer[] = [];
  const files: Record<string, string> = {};
  const why: Record<string, string> = {};
  for (const { name: variant, files: own } of variants(lab)) {
    const trap = lab.traps[variant.replace(/^traps\//, '')];
    for (const { path: file, from } of own) {
      // A trap's other files are those of the solution.
      const isOwn = !variant.startsWith('traps/') || (trap?.ownFiles.includes(file) ?? false);
      if (!isOwn || !/\.(ya?ml|json)$/.test(file)) continue;
      const text = await readFile(from, 'utf8');
      if (!holdsDaemonSet(text)) continue;
      answers.push({ variant, file });
      files[keyOf({ variant, file })] = text;
      if (trap?.why) why[variant] = trap.why;
    }
  }
  if (answers.length === 0) return undefined;
  const { slug, title, section } = lab;
  const nodes = lab.topology.nodes.map((spec) => nodeText(nodeOf(spec))).join('---\n');
  return { listed: { slug, title, section, answers }, texts: { slug, title, nodes, files, why } };
}

/** A text that cannot be read is still worth seeing: that is the trap. */
function holdsDaemonSet(text: string): boolean {
  try {
    return readDaemonSets(text).daemonSets.length > 0;
  } catch {
    return /^kind:\s*DaemonSet/m.test(text);
  }
}

/** The example that the page opens with. */
const firstLab = 'node-selector';

/** What the page is built with; at build time. */
export async function explorerData(labs: readonly Lab[]): Promise<{ data: ExplorerData; texts: PresetTexts[] }> {
  const presets = [];
  for (const lab of labs) {
    const preset = await presetOf(lab);
    if (preset) presets.push(preset);
  }
  const lab = labs.find(({ slug }) => slug === firstLab) ?? labs[0];
  const own = presets.find(({ listed }) => listed.slug === lab?.slug);
  const answer = own?.listed.answers.find(({ variant }) => variant === 'solution') ?? own?.listed.answers[0];
  if (!lab || !own || !answer)
    throw new Error('Expected at least one lab with a DaemonSet for the Explorer to open with.');
  const { cells, daemonSet } = await placementData(lab, answer);
  const first = {
    ...answer,
    lab: lab.slug,
    daemonSets: own.texts.files[keyOf(answer)] ?? '',
    nodes: own.texts.nodes,
    chosen: daemonSet,
    cells,
  };
  return { data: { labs: presets.map(({ listed }) => listed), first }, texts: presets.map(({ texts }) => texts) };
}
