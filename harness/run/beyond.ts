import { readFileSync } from 'node:fs';
import { beyondNamespace } from '../lab/beyond-namespace.ts';
import { type Lab, type Variant, variants } from '../lab/index.ts';

/** What of a lab is going to run. */
export interface Scope {
  /** The starter and the traps too, not the solution alone. */
  traps: boolean;
  mayChangeNodes: boolean;
}

/** Why a lab must not run on a cluster that others use, as the end of a sentence; undefined when it may. */
export function whyNotBesideOthers(lab: Lab, { traps, mayChangeNodes }: Scope): string | undefined {
  if (lab.steps.some(({ expect }) => expect.some(({ expectation }) => expectation === 'reachable')))
    return 'asks from its nodes whether pods answer, and nobody else’s node lets us in';
  for (const variant of variants(lab).slice(0, traps ? undefined : 1)) {
    const reason = beyondNamespace(textsOf(lab, variant), mayChangeNodes);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function textsOf(lab: Lab, { files, run }: Variant) {
  const read = (isWanted: (path: string) => boolean) =>
    files.filter(({ path }) => isWanted(path)).map(({ from }) => readFileSync(from, 'utf8'));
  const isManifest = (path: string) => /\.(ya?ml|json)$/.test(path);
  const lines = lab.steps.flatMap(({ id, run: own, show = [] }) => [run[id] ?? own, ...show]);
  return { commands: [...lines, ...read((path) => !isManifest(path))], manifests: read(isManifest) };
}
