import type { DaemonSet, Pod } from '../placement/types.ts';
import type { ControllerRevision, Observation } from './observation.ts';

const hashLabel = 'controller-revision-hash';

/** The revision that a pod was made from. */
export function podHash(pod: Pod): string | null {
  return pod.metadata.labels?.[hashLabel] ?? null;
}

/**
 * The hash that up-to-date pods carry: that of the ControllerRevision whose data is the DaemonSet's present template,
 * which is how the controller itself finds it (`EqualRevision` in controller_history.go). Null while there is none yet.
 */
export function currentHash({
  daemonSet,
  revisions,
}: Pick<Observation, 'daemonSet' | 'revisions'>): string | null | undefined {
  if (!daemonSet || !revisions) return undefined;
  const owned = revisions.filter(({ metadata }) =>
    metadata.ownerReferences?.some(({ uid }) => uid === daemonSet.metadata.uid),
  );
  const wanted = canonicalTemplate(daemonSet.spec.template);
  const same = owned.filter((revision) => canonicalTemplateOf(revision) === wanted);
  const newest = same.sort((a, b) => (b.revision ?? 0) - (a.revision ?? 0))[0];
  return newest?.metadata.labels?.[hashLabel] ?? null;
}

/**
 * Whether a pod is of an older template, for those who may not list revisions: by the template's generation that pods
 * carry, unless the controller's own count, written with the generation that it observed, says that none is.
 */
export function isOlderByStatus({ metadata, status }: DaemonSet, pod: Pod): boolean {
  if ((status?.updatedNumberScheduled ?? 0) >= (status?.desiredNumberScheduled ?? 0)) return false;
  return (
    pod.metadata.labels?.['pod-template-generation'] !==
    metadata.annotations?.['deprecated.daemonset.template.generation']
  );
}

/** Whether pods of an older revision are replaced by the controller itself. */
export function replacesOldPods(daemonSet: DaemonSet): boolean {
  return daemonSet.spec.updateStrategy?.type !== 'OnDelete';
}

/** The template that a revision holds, in a form that is equal for equal templates. */
export function canonicalTemplateOf({ data }: ControllerRevision): string {
  const { $patch: _, ...template } = (data?.spec?.template ?? {}) as Record<string, unknown>;
  return canonicalTemplate(template);
}

/** A pod template in a form that is equal for equal templates. */
export function canonicalTemplate(template: unknown): string {
  return canonical(withoutCreationTimestamp(template));
}

// Servers before 1.34 write `creationTimestamp: null` into templates, and not always into both places.
function withoutCreationTimestamp(template: unknown): unknown {
  const { metadata, ...rest } = template as { metadata?: Record<string, unknown> };
  const { creationTimestamp: _, ...kept } = metadata ?? {};
  return { metadata: kept, ...rest };
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
