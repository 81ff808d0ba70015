import type { Resource } from '../discovery.ts';
import type { Ground } from '../reset/ground.ts';
import { isLeftover } from '../reset/leftovers.ts';
import { isResettable } from '../reset/system-objects.ts';

/**
 * What is on a cluster, from the keys of its etcd: one request, where the API server has to be asked for some fifty kinds
 * one by one, twice for each reset. The keys only say which kinds to ask for; what is deleted is what the API server lists.
 */

const prefix = '/registry/';

interface RangeResponse {
  kvs?: { key: string }[];
}

/** The keys of all objects behind the API server, without their common prefix; undefined when etcd cannot be asked. */
export async function etcdKeys(port: number | undefined): Promise<string[] | undefined> {
  if (port === undefined) return undefined;
  const encode = (text: string) => Buffer.from(text).toString('base64');
  try {
    // etcd's own JSON gateway. The range ends behind the last key with this prefix: `0` follows `/`.
    const response = await fetch(`http://127.0.0.1:${port}/v3/kv/range`, {
      method: 'POST',
      body: JSON.stringify({ key: encode(prefix), range_end: encode('/registry0'), keys_only: true }),
      signal: AbortSignal.timeout(5_000),
    });
    if (!response.ok) return undefined;
    const { kvs = [] } = (await response.json()) as RangeResponse;
    return kvs.map(({ key }) => Buffer.from(key, 'base64').toString().slice(prefix.length));
  } catch {
    return undefined;
  }
}

/** Where the API server keeps a kind, if not under its name (`pkg/registry/core/rest/storage_core.go` and its like). */
const renamed: Readonly<Record<string, string>> = {
  services: 'services/specs',
  endpoints: 'services/endpoints',
  replicationcontrollers: 'controllers',
  ingresses: 'ingress',
};

/** What is no kind that a reset lists, and so says nothing about one. */
const others = ['minions', 'namespaces', 'ranges', 'masterleases', 'peerserverleases'];

/** The kinds that have an object which is not the system's; undefined when a key is of a kind that we do not know. */
export function kindsInUse(
  keys: readonly string[] | undefined,
  resources: readonly Resource[],
  ground: Pick<Ground, 'namespaces' | 'isSystem'>,
): Resource[] | undefined {
  if (!keys) return undefined;
  const inUse = new Set<Resource>();
  for (const key of keys) {
    const known = resources.flatMap((resource) =>
      foldersOf(resource)
        .filter((folder) => key.startsWith(`${folder}/`))
        .map((folder) => ({ resource, metadata: metadataOf(key.slice(folder.length + 1), resource) })),
    );
    if (known.length === 0 && !isOther(key)) return undefined;
    for (const { resource, metadata } of known) if (isLeftover(ground, resource, metadata)) inUse.add(resource);
  }
  return [...inUse];
}

/** Built-in kinds lie under their own name, custom ones and a few others under their group's. */
function foldersOf({ group, name }: Resource): string[] {
  return [renamed[name] ?? name, `${group}/${name}`];
}

function isOther(key: string): boolean {
  const [folder = '', second = ''] = key.split('/');
  return (
    others.includes(folder) ||
    !isResettable({ name: folder, group: '' }) ||
    !isResettable({ name: second, group: folder })
  );
}

function metadataOf(rest: string, { namespaced }: Resource): { namespace?: string; name: string } {
  const [first = '', ...others] = rest.split('/');
  return namespaced ? { namespace: first, name: others.join('/') } : { name: rest };
}
