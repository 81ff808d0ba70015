import { decodeState, encodeState } from './hash.ts';
import { keyOf, manyNodes, type PresetAnswer, type PresetTexts, queryOf } from './presets.ts';

/** An answer of a lab, by names. */
export interface Source extends PresetAnswer {
  lab: string;
}

/** All that a reader can change. */
export interface State {
  daemonSets: string;
  nodes: string;
  chosen: string | undefined;
  /** A manifest to compare with, where the reader has written one. */
  reference: string | undefined;
  /** Which preset it came from, and its texts. */
  source: Source | undefined;
  texts: PresetTexts | undefined;
}

/** The texts of a lab, fetched when they are asked for. */
export async function loadPreset(slug: string): Promise<PresetTexts | undefined> {
  if (!/^[a-z0-9-]+$/.test(slug)) return undefined;
  try {
    const module = await import(`@generated/one-per-node-explorer/default/preset-${slug}.json`);
    return (module as { default: PresetTexts }).default;
  } catch {
    return undefined;
  }
}

/** A preset as a state of the Explorer. */
export function stateOfPreset(texts: PresetTexts, answer: PresetAnswer, chosen?: string): State | undefined {
  const daemonSets = texts.files[keyOf(answer)];
  if (daemonSets === undefined) return undefined;
  const { variant, file } = answer;
  return {
    daemonSets,
    nodes: texts.nodes,
    chosen,
    reference: undefined,
    source: { lab: texts.slug, variant, file },
    texts,
  };
}

/** What the example with many nodes is called where a lab's slug stands otherwise. */
export const manySlug = 'many';

/** The example with so many nodes. */
export function stateOfMany(count: number): State {
  const { daemonSets, nodes } = manyNodes(count);
  const source = { lab: manySlug, variant: 'example', file: String(count) };
  const texts = { slug: manySlug, title: `${count} nodes`, nodes, files: { [keyOf(source)]: daemonSets }, why: {} };
  return { daemonSets, nodes, chosen: undefined, reference: undefined, source, texts };
}

const broken = 'The link is broken, or was made by another version. Here is an example instead.';

/** What an address asks for; undefined when it asks for nothing. */
export async function fromAddress({
  search,
  hash,
}: {
  search: string;
  hash: string;
}): Promise<State | { problem: string } | undefined> {
  if (hash.startsWith('#s=')) {
    const saved = await decodeState(hash.slice('#s='.length));
    if (!saved) return { problem: broken };
    return { chosen: undefined, reference: undefined, ...saved, source: undefined, texts: undefined };
  }
  const query = new URLSearchParams(search);
  const count = Number(query.get('nodes'));
  if (Number.isInteger(count) && count > 0) return stateOfMany(Math.min(count, 5000));
  const lab = query.get('lab');
  if (lab === null) return undefined;
  const texts = await loadPreset(lab);
  if (!texts) return { problem: `There is no lab ${lab} here. Here is an example instead.` };
  const variant = query.get('variant') ?? 'solution';
  const keys = Object.keys(texts.files);
  const file = query.get('file') ?? keys.find((key) => key.startsWith(`${variant}/`))?.slice(variant.length + 1) ?? '';
  const state = stateOfPreset(texts, { variant, file }, query.get('daemonSet') ?? undefined);
  return state ?? { problem: `The lab ${lab} has no ${variant}/${file}. Here is an example instead.` };
}

/** Writes a state into the address: a preset by its name, anything else as a whole. */
export async function saveAddress(state: State): Promise<void> {
  const { source, texts, daemonSets, nodes, chosen, reference } = state;
  const isPreset = source && texts && texts.nodes === nodes && texts.files[keyOf(source)] === daemonSets;
  const address =
    isPreset && reference === undefined
      ? source.lab === manySlug
        ? `?nodes=${source.file}`
        : queryOf(source.lab, source, chosen)
      : `#s=${await encodeState({ daemonSets, nodes, ...(chosen && { chosen }), ...(reference !== undefined && { reference }) })}`;
  window.history.replaceState(window.history.state, '', `${window.location.pathname}${address}`);
}
