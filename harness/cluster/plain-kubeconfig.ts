import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A server, and the certificates with which it and we prove who we are. */
export interface PlainCluster {
  server: string;
  contextName: string;
  namespace: string;
  /** All in PEM. */
  tls: { ca: string; cert: string; key: string };
}

type Named<Key extends string, T> = readonly ({ name: string } & Record<Key, T>)[];

interface Kubeconfig {
  'current-context'?: string;
  contexts?: Named<'context', { cluster: string; user: string; namespace?: string }>;
  clusters?: Named<'cluster', Record<string, unknown>>;
  users?: Named<'user', Record<string, unknown>>;
}

const clusterKeys = ['certificate-authority-data', 'server'];
const userKeys = ['client-certificate-data', 'client-key-data'];

/**
 * Reads a context of the simplest kind, such as kwok's and kind's own: a server, its authority and a client certificate,
 * all in the file. Undefined for every other, and for a file that cannot be read: `@kubernetes/client-node` knows them all,
 * but to load it takes 0.3 s.
 */
export function readPlainKubeconfig(path: string, context?: string): PlainCluster | undefined {
  let config: Kubeconfig;
  try {
    config = parse(readFileSync(path, 'utf8')) as Kubeconfig;
  } catch {
    return undefined;
  }
  const contextName = context ?? config?.['current-context'];
  const meant = only(config?.contexts, contextName)?.context;
  const cluster = only(config?.clusters, meant?.cluster)?.cluster;
  const user = only(config?.users, meant?.user)?.user;
  if (contextName === undefined || !cluster || !user) return undefined;
  if (!hasJust(cluster, clusterKeys) || !hasJust(user, userKeys)) return undefined;
  const server = String(cluster.server);
  if (!server.startsWith('https://')) return undefined;
  return {
    server,
    contextName,
    namespace: meant?.namespace ?? 'default',
    tls: {
      ca: decode(cluster['certificate-authority-data']),
      cert: decode(user['client-certificate-data']),
      key: decode(user['client-key-data']),
    },
  };
}

/** The entry of this name, where no other has it too. */
function only<T extends { name: string }>(entries: readonly T[] | undefined, name: string | undefined): T | undefined {
  const found = Array.isArray(entries) ? entries.filter((entry: T) => entry.name === name) : [];
  return found.length === 1 ? found[0] : undefined;
}

const hasJust = (entry: Record<string, unknown>, keys: readonly string[]) =>
  Object.keys(entry).sort().join() === keys.join() && keys.every((key) => typeof entry[key] === 'string');

const decode = (data: unknown) => Buffer.from(String(data), 'base64').toString();
