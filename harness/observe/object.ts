import { type Api, ApiError, isNotFound, type KubeObject } from '../cluster/api.ts';
import { ClusterError } from '../errors.ts';
import type { PlainVerdict } from '../result.ts';
import { plainVerdict } from '../verdict/plain.ts';
import { differences } from '../verdict/subset.ts';
import { follow } from './follow.ts';
import { notJudged, unservable } from './reachable.ts';

export interface ObjectSubject {
  apiVersion: string;
  kind: string;
  name: string;
  namespace: string;
  subset: unknown;
}

/** Watches one object until it has the fields that are expected, or judges it as it is at the timeout. */
export async function settleObject(
  api: Api,
  subject: ObjectSubject,
  { timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal },
): Promise<PlainVerdict> {
  const { kind, name } = subject;
  const path = await collectionPath(api, subject);
  if (path === undefined)
    return plainVerdict('OBJECT_NOT_FOUND', `The API server knows no kind ${kind} in ${subject.apiVersion}.`);
  const done = new AbortController();
  const timeout = AbortSignal.timeout(timeoutMs);
  const query = { fieldSelector: `metadata.name=${name}` };
  let found: KubeObject | undefined;
  const see = (object: KubeObject | undefined) => {
    found = object;
    if (found && differences(subject.subset, found).length === 0) done.abort();
  };
  try {
    await follow<KubeObject>(api, {
      path,
      query,
      signal: AbortSignal.any([done.signal, timeout, ...(signal ? [signal] : [])]),
      onList: ([object]) => see(object),
      onEvent: (type, object) => see(type === 'DELETED' ? undefined : object),
      onHealth: () => {},
    });
  } catch (error) {
    if (error instanceof ApiError)
      throw new ClusterError('E_API', `The API server refuses ${path}: ${error.message}`, { cause: error });
    throw error;
  }
  signal?.throwIfAborted();
  if (!done.signal.aborted) {
    // A watch can be dead without saying so; a new list tells what is.
    const trouble = await lookAgain(api, { path, query }, see);
    if (trouble) return plainVerdict('API_UNREACHABLE', notJudged(trouble));
  }
  if (done.signal.aborted) return plainVerdict('OK', `${kind} ${name} is as expected.`);
  if (!found) return plainVerdict('OBJECT_NOT_FOUND', `Expected ${kind} ${name} but found none.`);
  return plainVerdict(
    'OBJECT_DIFFERS',
    `${kind} ${name} is not as expected: ${differences(subject.subset, found).join('; ')}.`,
  );
}

/** Lists once more; gives why that cannot be done. */
async function lookAgain(
  api: Api,
  { path, query }: { path: string; query: Record<string, string> },
  see: (object: KubeObject | undefined) => void,
): Promise<ClusterError | undefined> {
  try {
    see((await api.list(path, { query, timeoutMs: 5_000 })).items[0]);
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return unservable(error);
    if (error instanceof ClusterError) return error;
    throw error;
  }
}

async function collectionPath(api: Api, { apiVersion, kind, namespace }: ObjectSubject): Promise<string | undefined> {
  const base = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  try {
    const { resources } = await api.get<{ resources: { kind: string; name: string; namespaced: boolean }[] }>(base);
    const resource = resources.find((candidate) => candidate.kind === kind && !candidate.name.includes('/'));
    if (!resource) return undefined;
    return resource.namespaced ? `${base}/namespaces/${namespace}/${resource.name}` : `${base}/${resource.name}`;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    if (error instanceof ApiError)
      throw new ClusterError('E_API', `The API server refuses ${base}: ${error.message}`, { cause: error });
    throw error;
  }
}
