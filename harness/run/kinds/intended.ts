import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { LabError } from '../../errors.ts';
import type { IntendedSpec, Lab } from '../../lab/index.ts';
import type { DaemonSet } from '../../placement/types.ts';
import type { Intended } from '../../verdict/intended.ts';

/** The intended nodes as the verdict takes them; reads the reference manifest, of which `name` is the DaemonSet. */
export function toIntended(spec: IntendedSpec, { lab, name }: { lab: Lab; name: string }): Intended {
  if (spec === 'all') return { kind: 'all' };
  if ('labels' in spec) return { kind: 'labels', selector: spec.labels };
  if ('names' in spec) return { kind: 'names', names: spec.names };
  const path = join(lab.dir, spec.reference);
  const documents = parseAllDocuments(readFileSync(path, 'utf8'), { version: '1.1' }).map(
    (document) => document.toJS() as DaemonSet | null,
  );
  const found = documents.filter((document) => document?.kind === 'DaemonSet');
  const daemonSet = found.length === 1 ? found[0] : found.find((document) => document?.metadata.name === name);
  if (!daemonSet)
    throw new LabError([
      {
        file: `labs/${lab.slug}/${spec.reference}`,
        message: `holds no DaemonSet ${name}, but lab.yaml takes it for the reference.`,
      },
    ]);
  return { kind: 'reference', label: spec.reference, daemonSet };
}
