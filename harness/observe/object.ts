import { type Api, ApiError, isNotFound, type KubeObject } from '../cluster/api.ts';
import { ClusterError } from '../errors.ts';
import type { PlainVerdict } from '../result.ts';
import { plainVerdict } from '../verdict/plain.ts';
import { differences } from '../verdict/subset.ts';
import { follow } from './follow.ts';

export interface ObjectSubject {
  apiVersion: string;
  kind: string;
  name: string;
  namespace: string;
  subset: unknown;
}

/** Watches one object until it has the fields that are expected, or judges it as it is at the timeout. */
export async function settleObject(api: Api, subject: ObjectSubject, { timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal }): Promise<PlainVerdict> {
  const { kind, name } = subject;
  const path = await collectionPath(api, subject);
  if (path === undefined) return plainVerdict('OBJECT_NOT_FOUND', `The API server knows no kind ${kind} in ${subject.apiVersion}.`);
  const done = new AbortController();
  const timeout = AbortSignal.timeout(timeoutMs);
  let found: KubeObject | undefined;
  let trouble: ClusterError | undefined;
  const look = () => {
    if (!trouble && found && differences(subject.subset, found).length === 0) done.abort();
  };
  await follow<KubeObject>(api, {
    path,
    query: { fieldSelector: `metadata.name=${name}` },
    signal: AbortSignal.any([done.signal, timeout, ...(signal ? [signal] : [])]),
    onList: ([object]) => { found = object; trouble = undefined; look(); },
    onEvent: (type, object) => { found = type === 'DELETED' ? undefined : object; look(); },
    onHealth: (error) => { trouble = error; look(); },
  });
  signal?.throwIfAborted();
  if (trouble) return plainVerdict('API_UNREACHABLE', trouble.message);
  if (!found) return plainVerdict('OBJECT_NOT_FOUND', `Expected ${kind} ${name} but found none.`);
  const wrong = differences(subject.subset, found);
  return wrong.length === 0
    ? plainVerdict('OK', `${kind} ${name} is as expected.`)
    : plainVerdict('OBJECT_DIFFERS', `${kind} ${name} is not as expected: ${wrong.join('; ')}.`);
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
    if (error instanceof ApiError) throw new ClusterError('E_API', `The API server refuses ${base}: ${error.message}`, { cause: error });
    throw error;
  }
}
