import type { RequestOptions } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import { UsageError } from '../errors.ts';
import { readPlainKubeconfig } from './plain-kubeconfig.ts';

/** Where an API server is, and who we are to it. */
export interface Connection {
  server: string;
  contextName: string;
  namespace: string;
  /** Whether no proxy stands between. */
  isDirect: boolean;
  /** TLS and credentials for a request; called again once they may have expired. */
  authenticate: () => Promise<RequestOptions>;
}

export interface KubeconfigSource {
  /** The file; without it KUBECONFIG counts, else the user's own. */
  path?: string;
  context?: string;
}

/**
 * Reads a kubeconfig: the simplest ourselves, every other with `@kubernetes/client-node`, which also signs the requests.
 * Throws UsageError when it cannot be read, or has no such context.
 */
export async function readConnection({ path, context }: KubeconfigSource): Promise<Connection> {
  const plain = path === undefined ? undefined : readPlainKubeconfig(path, context);
  if (plain) return { ...plain, isDirect: true, authenticate: async () => ({ ...plain.tls }) };
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  try {
    if (path) config.loadFromFile(path);
    else config.loadFromDefault();
  } catch (cause) {
    const file = path ?? 'the default kubeconfig';
    throw new UsageError('E_KUBECONFIG', `Could not read ${file}: ${(cause as Error).message}`, { cause });
  }
  if (context !== undefined) {
    if (!config.getContextObject(context)) {
      const known =
        config
          .getContexts()
          .map(({ name }) => name)
          .join(', ') || 'none';
      throw new UsageError(
        'E_NO_CONTEXT',
        `Expected a context named \`${context}\` in the kubeconfig but found ${known}.`,
      );
    }
    config.setCurrentContext(context);
  }
  return connectionOf(config);
}

function connectionOf(config: KubeConfig): Connection {
  const cluster = config.getCurrentCluster();
  if (!cluster)
    throw new UsageError('E_NO_CONTEXT', 'The kubeconfig names no current context.', {
      next: 'kubectl config get-contexts',
    });
  const contextName = config.getCurrentContext();
  return {
    server: cluster.server,
    contextName,
    namespace: config.getContextObject(contextName)?.namespace ?? 'default',
    isDirect: !cluster.proxyUrl,
    authenticate: async () => {
      const options: RequestOptions = {};
      await config.applyToHTTPSOptions(options as Parameters<KubeConfig['applyToHTTPSOptions']>[0]);
      return options;
    },
  };
}
