import type { ObjectMeta } from '../placement/types.ts';
import type { PlainVerdict } from '../result.ts';
import { plainVerdict } from './plain.ts';
import { differences } from './subset.ts';

/** What a verdict reads of an object of any kind. */
export interface AnyObject {
  kind?: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

/** Which objects a verdict is about, in words such as `Service web` or `Pods with app=web`. */
export function describeSubject({ kind, name, selector }: { kind: string; name?: string; selector?: string }): string {
  if (name !== undefined) return `${kind} ${name}`;
  return selector === undefined ? `${kind} objects` : `${kind} objects with ${selector}`;
}

export interface ExpectedObjects {
  /** In words; see describeSubject. */
  subject: string;
  subset: unknown;
  /** How many there must be; without it at least one. */
  count?: number;
}

/** Judges objects that must be there: enough of them, and each with the fields that are expected. */
export function judgeObjects({ subject, subset, count }: ExpectedObjects, objects: readonly AnyObject[]): PlainVerdict {
  if (objects.length === 0) return plainVerdict('OBJECT_NOT_FOUND', `Expected ${subject} but found none.`);
  if (count !== undefined && objects.length !== count)
    return plainVerdict('OBJECT_COUNT_DIFFERS', `Expected ${count} ${subject} but found ${listNames(objects)}.`);
  const wrong = objects
    .map((object) => ({
      name: object.metadata.name ?? '',
      found: [...differences(subset, object), ...staleStatus(subset, object)],
    }))
    .filter(({ found }) => found.length > 0);
  const [first] = wrong;
  if (!first) return plainVerdict('OK', `${subject}: as expected.`);
  const which = subject.endsWith(` ${first.name}`) ? subject : `${first.name} of ${subject}`;
  const more = wrong.length > 1 ? ` So are ${wrong.length - 1} more.` : '';
  return plainVerdict('OBJECT_DIFFERS', `${which} is not as expected: ${first.found.join('; ')}.${more}`);
}

const countsGenerations = ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'];

/** A status that is expected, but tells of the object as it was before its latest change. */
function staleStatus(subset: unknown, { kind = '', metadata, status }: AnyObject): string[] {
  const isAsked = typeof subset === 'object' && subset !== null && 'status' in subset;
  const { observedGeneration } = (status ?? {}) as { observedGeneration?: number };
  const observed = observedGeneration ?? (countsGenerations.includes(kind) ? 0 : undefined);
  if (!isAsked || observed === undefined || observed >= (metadata.generation ?? 0)) return [];
  return [`status: of generation ${observed}, the object is of generation ${metadata.generation}`];
}

/** Judges objects that must not be there. */
export function judgeAbsence({ subject }: { subject: string }, objects: readonly AnyObject[]): PlainVerdict {
  if (objects.length === 0) return plainVerdict('OK', `No ${subject}.`);
  const ending = objects.every(({ metadata }) => metadata.deletionTimestamp) ? ', which is being deleted' : '';
  return plainVerdict('OBJECT_STILL_THERE', `Expected no ${subject} but found ${listNames(objects)}${ending}.`);
}

function listNames(objects: readonly AnyObject[]): string {
  const names = objects.slice(0, 5).map(({ metadata }) => metadata.name ?? '');
  const more = objects.length - names.length;
  return `${objects.length}: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
