import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
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

/**
 * Reads a context of the simplest kind, such as kwok's and kind's own: a server, its authority and a client certificate,
 * each in the file itself or in one that it names. Undefined for every other, and where a file cannot be read:
 * `@kubernetes/client-node` knows them all, but to load it takes 0.3 s.
 */
export function readPlainKubeconfig(path: string, context?: string): PlainCluster | undefined {
  try {
    return readPlain(parse(readFileSync(path, 'utf8')) as Kubeconfig | null, dirname(path), context);
  } catch {
    return undefined;
  }
}

function readPlain(config: Kubeconfig | null, dir: string, context?: string): PlainCluster | undefined {
  const contextName = context ?? config?.['current-context'];
  const meant = only(config?.contexts, contextName)?.context;
  const { server, ...authority } = only(config?.clusters, meant?.cluster)?.cluster ?? {};
  const ca = pemOf('certificate-authority', authority, dir);
  const { cert, key } = clientOf(only(config?.users, meant?.user)?.user ?? {}, dir);
  if (contextName === undefined || !String(server).startsWith('https://') || !ca || !cert || !key) return undefined;
  return { server: String(server), contextName, namespace: meant?.namespace ?? 'default', tls: { ca, cert, key } };
}

/** The two halves of a user who is a client certificate and nothing else. */
function clientOf(user: Record<string, unknown>, dir: string): { cert?: string | undefined; key?: string | undefined } {
  const isKey = (name: string) => name.startsWith('client-key');
  const half = (ofKey: boolean) => Object.fromEntries(Object.entries(user).filter(([name]) => isKey(name) === ofKey));
  return { cert: pemOf('client-certificate', half(false), dir), key: pemOf('client-key', half(true), dir) };
}

/** What the one entry there is holds, as data or as the name of a file; undefined where there is none, or another too. */
function pemOf(name: string, entries: Record<string, unknown>, dir: string): string | undefined {
  const [[key, value] = [], ...others] = Object.entries(entries);
  if (others.length > 0 || typeof value !== 'string' || value === '') return undefined;
  if (key === `${name}-data`) return Buffer.from(value, 'base64').toString();
  return key === name ? readFileSync(resolve(dir, value), 'utf8') : undefined;
}

/** The entry of this name, where no other has it too. */
function only<T extends { name: string }>(entries: readonly T[] | undefined, name: string | undefined): T | undefined {
  const found = Array.isArray(entries) ? entries.filter((entry: T) => entry.name === name) : [];
  return found.length === 1 ? found[0] : undefined;
}
