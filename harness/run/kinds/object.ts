import { collectionPath } from '../../observe/resource-path.ts';
import type { Node } from '../../placement/types.ts';
import { type AnyObject, describeSubject, judgeObjects } from '../../verdict/objects.ts';
import { plainVerdict } from '../../verdict/plain.ts';
import type { ExpectationContext, Kind } from './kind.ts';
import { settled } from './settling.ts';

export const object: Kind<'object'> = async (expectation, context) => {
  const { kind, count, subset } = expectation;
  const subject = describeSubject(which(expectation));
  return async () => {
    const collection = await collectionOf(expectation, context);
    if (!collection)
      return {
        verdict: plainVerdict('OBJECT_NOT_FOUND', `The API server knows no kind ${kind} in ${expectation.apiVersion}.`),
        fixedWaitMs: 0,
      };
    const silence = new Silence();
    const judge = (objects: Parameters<typeof judgeObjects>[1]) => {
      silence.see(objects);
      return judgeObjects({ subject, subset, ...(count !== undefined && { count }) }, objects);
    };
    const checked = await settled(
      {
        collections: [collection],
        judge: ([objects = []]) => judge(objects),
        // Most objects are made by people; that one of those is not there is nothing that a controller could change.
        dependsOnControllers: ({ code }) => code !== 'OBJECT_NOT_FOUND',
      },
      expectation,
      context,
    );
    return { ...checked, fixedWaitMs: silence.waitedMs };
  };
};

/** How long nodes were silent until they counted as such, for which Kubernetes has a grace period. */
class Silence {
  readonly #began = performance.now();
  #isNew = true;
  waitedMs = 0;

  see(objects: readonly AnyObject[]): void {
    const isSilent = objects.some((object) => object.kind === 'Node' && isUnknown(object as Node & AnyObject));
    if (isSilent && !this.#isNew && this.waitedMs === 0) this.waitedMs = performance.now() - this.#began;
    if (!isSilent) this.#isNew = false;
  }
}

const isUnknown = ({ status }: Node) =>
  status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'Unknown') ?? false;

interface Wanted {
  apiVersion: string;
  kind: string;
  name?: string | undefined;
  selector?: string | undefined;
  namespace?: string | undefined;
}

/** The part of a collection that an expectation names; undefined when the API server knows no such kind. */
export async function collectionOf(
  { apiVersion, kind, name, selector, namespace }: Wanted,
  context: ExpectationContext,
): Promise<{ path: string; kind: string; query: Record<string, string> } | undefined> {
  const path = await collectionPath(context.api, { apiVersion, kind, namespace: namespace ?? context.namespace });
  if (path === undefined) return undefined;
  const query = {
    ...(name !== undefined && { fieldSelector: `metadata.name=${name}` }),
    ...(selector !== undefined && { labelSelector: selector }),
  };
  return { path, kind, query };
}

/** The keys that say which objects are meant. */
export function which({ kind, name, selector }: Wanted): Parameters<typeof describeSubject>[0] {
  return { kind, ...(name !== undefined && { name }), ...(selector !== undefined && { selector }) };
}
