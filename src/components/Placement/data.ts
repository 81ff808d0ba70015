import { readFile } from 'node:fs/promises';
import { didYouMean, variants } from '../../../harness/lab/index.ts';
import type { Lab } from '../../../harness/lab/schema.ts';
import { type ManifestEntry, readDaemonSets } from '../../../harness/placement/manifest.ts';
import type { Refusal } from '../../../harness/placement/validate/index.ts';
import type { GridCell } from '../NodeGrid/model.ts';
import { nodeOf } from '../Topology/node-of.ts';
import { placedCells } from './cells.ts';

/** Which DaemonSet of a lab is meant. */
export interface PlacementSource {
  /** `starter`, `solution` or `traps/<reason>`. */
  variant: string;
  /** A file of the lab; may be left out where only one holds a DaemonSet. */
  file?: string | undefined;
  /** Name of the DaemonSet, where the file holds several. */
  daemonSet?: string | undefined;
}

/** What the placement model says of one DaemonSet on the nodes of a lab. Plain JSON. */
export interface PlacementData {
  title: string;
  /** `namespace/name`. */
  daemonSet: string;
  variant: string;
  file: string;
  cells: GridCell[];
  /** Why the API server would refuse the DaemonSet; then there are no cells. */
  error?: Refusal;
  /** Where the Explorer opens with the same. */
  explorer: string;
}

/** What `<Placement>` shows; at build time. A wrong name is an error with a sentence. */
export async function placementData(lab: Lab, source: PlacementSource): Promise<PlacementData> {
  const { variant } = source;
  const file = await fileOf(lab, source);
  const { name, checked } = choose(await daemonSetsIn(lab, variant, file), file, source.daemonSet);
  const place = new URLSearchParams({ lab: lab.slug, variant, file, daemonSet: name });
  const data = { title: lab.title, daemonSet: name, variant, file, explorer: `/explorer?${place}` };
  if (checked.kind === 'refused') return { ...data, cells: [], error: checked.refusals[0] };
  return { ...data, cells: placedCells(checked.daemonSet, lab.topology.nodes.map(nodeOf)) };
}

/** The DaemonSets of a file of a variant of a lab. */
export async function daemonSetsIn(lab: Lab, variant: string, file: string): Promise<ManifestEntry[]> {
  const all = variants(lab);
  const found = all.find(({ name }) => name === variant);
  if (!found) throw new Error(unknown(`variant \`${variant}\``, lab, variant, all));
  const { from } = found.files.find(({ path }) => path === file) ?? {};
  if (from === undefined)
    throw new Error(
      unknown(
        `file \`${file}\``,
        lab,
        file,
        lab.files.map((name) => ({ name })),
      ),
    );
  return /\.ya?ml$|\.json$/.test(file) ? readDaemonSets(await readFile(from, 'utf8')).daemonSets : [];
}

function unknown(what: string, { slug }: Lab, name: string, known: readonly { name: string }[]): string {
  const names = known.map((one) => one.name);
  return `The lab \`${slug}\` has no ${what}, only ${names.join(', ')}.${didYouMean(name, names)}`;
}

async function fileOf(lab: Lab, { variant, file }: PlacementSource): Promise<string> {
  if (file !== undefined) return file;
  const holding: string[] = [];
  for (const path of lab.files) if ((await daemonSetsIn(lab, variant, path)).length > 0) holding.push(path);
  if (holding.length === 1 && holding[0] !== undefined) return holding[0];
  throw new Error(
    `Expected a \`file\` of the lab \`${lab.slug}\` with a DaemonSet: ${holding.join(', ') || 'none has one'}.`,
  );
}

function choose(entries: readonly ManifestEntry[], file: string, wanted: string | undefined): ManifestEntry {
  const names = entries.map(({ name }) => name);
  const found = entries.filter(({ name }) => wanted === undefined || name === wanted || name.split('/')[1] === wanted);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (names.length === 0) throw new Error(`Expected a DaemonSet in ${file} but found none.`);
  if (wanted === undefined)
    throw new Error(`Expected \`daemonSet\`, since ${file} holds several: ${names.join(', ')}.`);
  throw new Error(`Expected a DaemonSet called ${wanted} in ${file} but found ${names.join(', ')}.`);
}
