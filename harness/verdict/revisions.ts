import type { DaemonSet } from '../placement/types.ts';
import type { PlainVerdict } from '../result.ts';
import type { ControllerRevision } from './observation.ts';
import { plainVerdict } from './plain.ts';
import { canonicalTemplate, canonicalTemplateOf } from './revision.ts';

const causeKey = 'kubernetes.io/change-cause';

export interface ExpectedRevisions {
  daemonSet: string;
  numbers: readonly number[];
  /** Number that a revision had before the step, whose template must be the present one. */
  templateOf?: number;
  /** Change causes by number. */
  causes?: Readonly<Record<string, string>>;
}

/** The template of each revision of a DaemonSet by its number, in a form that can be compared. */
export type RevisionTemplates = ReadonlyMap<number, string>;

/** The revisions that a DaemonSet controls, oldest first. */
function ownedBy(daemonSet: DaemonSet, revisions: readonly ControllerRevision[]): ControllerRevision[] {
  return revisions
    .filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === daemonSet.metadata.uid))
    .sort((a, b) => (a.revision ?? 0) - (b.revision ?? 0));
}

export function recordRevisions(
  daemonSet: DaemonSet | undefined,
  revisions: readonly ControllerRevision[],
): RevisionTemplates {
  if (!daemonSet) return new Map();
  return new Map(
    ownedBy(daemonSet, revisions).map((revision) => [revision.revision ?? 0, canonicalTemplateOf(revision)]),
  );
}

/** Judges the history: its numbers, that the newest is the present template, which older one that is, and the causes. */
export function judgeRevisions(
  { daemonSet: name, numbers, templateOf, causes = {} }: ExpectedRevisions,
  seen: { daemonSet: DaemonSet | undefined; revisions: readonly ControllerRevision[]; before: RevisionTemplates },
): PlainVerdict {
  const { daemonSet, before } = seen;
  if (!daemonSet) return plainVerdict('DAEMONSET_NOT_FOUND', `Expected a DaemonSet ${name} but found none.`);
  const owned = ownedBy(daemonSet, seen.revisions);
  const found = owned.map(({ revision }) => revision ?? 0);
  const wanted = [...numbers].sort((a, b) => a - b);
  if (found.join() !== wanted.join())
    return differ(name, `expected the revisions ${wanted.join(', ')}, found ${found.join(', ') || 'none'}`);
  const present = canonicalTemplate(daemonSet.spec.template);
  const newest = owned.at(-1);
  if (!newest || canonicalTemplateOf(newest) !== present)
    return differ(name, `revision ${found.at(-1)} is not its present template`);
  if (templateOf !== undefined && before.get(templateOf) !== present) {
    const was = [...before].filter(([, template]) => template === present).map(([number]) => number);
    const instead = was.length > 0 ? `that of revision ${was.join(', ')}` : 'another one';
    return differ(
      name,
      before.has(templateOf)
        ? `expected the template that was revision ${templateOf} before the step, found ${instead}`
        : `expected a revision ${templateOf} before the step, found ${[...before.keys()].join(', ') || 'none'}`,
    );
  }
  for (const [number, cause] of Object.entries(causes)) {
    const revision = owned.find((candidate) => String(candidate.revision) === number);
    const noted = revision?.metadata.annotations?.[causeKey];
    if (noted !== cause)
      return differ(
        name,
        `revision ${number}: expected the change cause ${JSON.stringify(cause)}, found ${noted === undefined ? 'none' : JSON.stringify(noted)}`,
      );
  }
  return plainVerdict(
    'OK',
    `The history of ${name} holds ${found.length === 1 ? 'revision' : 'revisions'} ${found.join(', ')}, as expected.`,
  );
}

const differ = (name: string, what: string) =>
  plainVerdict('REVISIONS_DIFFER', `The history of ${name} is not as expected: ${what}.`);
