import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Api, ApiError } from './api.ts';

const ownerLabel = 'one-per-node.dev/made-by';

/** The labels of every namespace that we make: on a cluster that others use too they tell which are ours to delete. */
export function ownLabels(root: string): Record<string, string> {
  return { [ownerLabel]: ownerIn(root) };
}

/** Who we are: the same for everything that shares a cache folder, and nobody else's. */
function ownerIn(root: string): string {
  const path = join(root, 'owner');
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    mkdirSync(root, { recursive: true });
    const aside = `${path}.${process.pid}`;
    writeFileSync(aside, `${randomBytes(8).toString('hex')}\n`);
    try {
      linkSync(aside, path);
    } catch (error) {
      // Another process was faster, and is who we are.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(aside, { force: true });
    }
    return readFileSync(path, 'utf8').trim();
  }
}

/** Creates a namespace in which pods can be created at once. */
export async function createNamespace(api: Api, name: string, labels: Record<string, string> = {}): Promise<void> {
  await api.request('POST', '/api/v1/namespaces', { body: { metadata: { name, labels } } });
  await createDefaultServiceAccount(api, name);
}

/**
 * Creates the service account that pods get. Without it the first pods are refused until the service account controller
 * gets there, and the DaemonSet controller retries with back-off.
 */
export async function createDefaultServiceAccount(api: Api, namespace: string): Promise<void> {
  try {
    await api.request('POST', `/api/v1/namespaces/${namespace}/serviceaccounts`, {
      body: { metadata: { name: 'default' } },
    });
  } catch (error) {
    // 409: the controller was faster.
    if (!(error instanceof ApiError && error.status === 409)) throw error;
  }
}
