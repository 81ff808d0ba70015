import type { IncomingMessage } from 'node:http';
import { Agent, type RequestOptions } from 'node:https';
import { createInterface } from 'node:readline';
import { createSecureContext } from 'node:tls';
import { ClusterError } from '../errors.ts';
import type { ObjectMeta } from '../placement/types.ts';
import { ApiError, toApiError } from './api-error.ts';
import { type Connection, type KubeconfigSource, readConnection } from './connection.ts';
import { exchange } from './exchange.ts';

export { ApiError, isNotFound } from './api-error.ts';

export interface KubeObject {
  apiVersion?: string;
  kind?: string;
  metadata: ObjectMeta & { finalizers?: string[] };
  [field: string]: unknown;
}

export interface List<T> {
  metadata: { resourceVersion: string; continue?: string };
  items: T[];
}

export type WatchEvent<T> = { type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK'; object: T };

export interface RequestInit {
  query?: Record<string, string | undefined>;
  body?: unknown;
  contentType?: string;
  accept?: string;
  signal?: AbortSignal;
  /** A request that gets no answer for so long counts as unreachable. */
  timeoutMs?: number;
}

export interface WatchInit extends RequestInit {
  resourceVersion: string;
  /** Called once the server has accepted the watch. */
  onOpen?: () => void;
}

/** A dead server refuses at once; one on a busy machine may take this long to answer, and is not broken for that. */
const answerTimeoutMs = 45_000;

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * A Kubernetes API client that gives JSON as the server wrote it. The typed clients of `@kubernetes/client-node` would turn
 * times into Dates and cost a pass over 1,000 nodes.
 */
export class Api {
  readonly server: string;
  readonly contextName: string;
  /** Namespace that the context names, as kubectl reads it. */
  readonly namespace: string;
  /** Server clock minus ours in milliseconds, from the last answer's Date header (whole seconds). */
  clockSkewMs = 0;
  readonly #authenticate: Connection['authenticate'];
  readonly #server: URL;
  readonly #isDirect: boolean;
  #auth: { options: RequestOptions; at: number } | undefined;
  /** What keeps connections, by the credentials that it was made with; what an older one still answers is not cut off. */
  readonly #agents = new Map<string, Agent>();

  private constructor({ server, contextName, namespace, isDirect, authenticate }: Connection) {
    this.server = server;
    this.#server = new URL(server);
    this.contextName = contextName;
    this.namespace = namespace;
    this.#isDirect = isDirect && this.#server.protocol === 'https:';
    this.#authenticate = authenticate;
  }

  /** Reads a kubeconfig: the file given, else KUBECONFIG, else the user's own. Throws UsageError when it cannot be read. */
  static async fromKubeconfig(source: KubeconfigSource = {}): Promise<Api> {
    return new Api(await readConnection(source));
  }

  /** Lists a collection as of now (a quorum read), in pages. */
  async list<T = KubeObject>(path: string, init: RequestInit = {}): Promise<List<T>> {
    const items: T[] = [];
    let next: string | undefined;
    for (;;) {
      const page = await this.request<List<T>>('GET', path, {
        ...init,
        query: { limit: '250', ...init.query, continue: next },
      });
      // Go writes an empty list as null.
      items.push(...(page.items ?? []));
      next = page.metadata.continue || undefined;
      if (!next) return { metadata: page.metadata, items };
    }
  }

  get<T = KubeObject>(path: string, init?: RequestInit): Promise<T> {
    return this.request<T>('GET', path, init);
  }

  /** Sends one request. Throws ApiError when the server refuses, ClusterError when it cannot be asked. */
  async request<T>(method: Method, path: string, init: RequestInit = {}): Promise<T> {
    const response = await this.#send(method, path, init);
    const text = await readAll(response).catch((cause) => {
      throw this.#unreachable(cause);
    });
    const status = response.statusCode ?? 0;
    if (status >= 400) throw toApiError(status, text);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  /**
   * Follows a collection from a resourceVersion until the server closes the stream or the signal aborts.
   * Throws ApiError 410 when the version is too old, ClusterError when the connection breaks.
   */
  async watch<T>(path: string, init: WatchInit, onEvent: (event: WatchEvent<T>) => void): Promise<void> {
    const { resourceVersion, query, onOpen, ...rest } = init;
    const response = await this.#send('GET', path, {
      ...rest,
      query: { ...query, watch: 'true', allowWatchBookmarks: 'true', resourceVersion, timeoutSeconds: '240' },
    });
    if ((response.statusCode ?? 0) >= 400) throw toApiError(response.statusCode ?? 0, await readAll(response));
    response.socket?.setTimeout(0);
    onOpen?.();
    try {
      for await (const line of createInterface({ input: response, crlfDelay: Number.POSITIVE_INFINITY })) {
        if (line === '') continue;
        const event = JSON.parse(line) as
          | WatchEvent<T>
          | { type: 'ERROR'; object: { code: number; reason: string; message: string } };
        if (event.type === 'ERROR') throw new ApiError(event.object.code, event.object.reason, event.object.message);
        onEvent(event);
      }
      if (response.errored) throw response.errored;
    } catch (cause) {
      if (cause instanceof ApiError) throw cause;
      if (rest.signal?.aborted) return;
      throw this.#unreachable(cause);
    } finally {
      response.destroy();
    }
  }

  async #send(method: Method, path: string, init: RequestInit): Promise<IncomingMessage> {
    const { auth, headers, ...tls } = await this.#authenticated();
    const url = new URL(this.#server.pathname.replace(/\/$/, '') + path, this.#server);
    for (const [key, value] of Object.entries(init.query ?? {}))
      if (value !== undefined) url.searchParams.set(key, value);
    const body = init.body === undefined ? undefined : JSON.stringify(init.body);
    const options: RequestOptions = {
      ...tls,
      auth,
      method,
      timeout: init.timeoutMs ?? answerTimeoutMs,
      ...(init.signal && { signal: init.signal }),
      headers: {
        ...headers,
        accept: init.accept ?? 'application/json',
        'user-agent': 'one-per-node',
        ...(body && {
          'content-type': init.contentType ?? 'application/json',
          'content-length': Buffer.byteLength(body),
        }),
      },
    };
    const response = await exchange(url, options, body).catch((cause) => {
      throw init.signal?.aborted ? cause : this.#unreachable(cause);
    });
    const date = Date.parse(response.headers.date ?? '');
    if (!Number.isNaN(date)) this.clockSkewMs = date - Date.now();
    return response;
  }

  /** TLS and credentials; tokens of exec plugins and files expire, so they are asked for anew every minute. */
  async #authenticated(): Promise<RequestOptions> {
    if (this.#auth && Date.now() - this.#auth.at < 60_000) return this.#auth.options;
    try {
      const options = await this.#authenticate();
      this.#auth = { options: this.#isDirect ? this.#withAgent(options) : options, at: Date.now() };
      return this.#auth.options;
    } catch (cause) {
      throw new ClusterError(
        'E_CREDENTIALS',
        `Could not get credentials for context ${this.contextName}: ${(cause as Error).message}`,
        { cause },
      );
    }
  }

  /** Keys and certificates are read once and not for each connection, of which every watch has its own. */
  #withAgent({
    ca,
    cert,
    key,
    pfx,
    passphrase,
    rejectUnauthorized,
    servername,
    ...rest
  }: RequestOptions): RequestOptions {
    const secrets = defined({ ca, cert, key, pfx, passphrase });
    const names = defined({ rejectUnauthorized, servername });
    const made = JSON.stringify([secrets, names]);
    const known = this.#agents.get(made);
    if (known) return { ...rest, agent: known };
    const options = { secureContext: createSecureContext(secrets), ...names, scheduling: 'lifo' } as const;
    const agent = new Agent({ ...options, keepAlive: true, maxSockets: 64 });
    this.#agents.set(made, agent);
    return { ...rest, agent };
  }

  #unreachable(cause: unknown): ClusterError {
    const detail = cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : String(cause);
    return new ClusterError(
      'E_API_UNREACHABLE',
      `Could not reach the API server of ${this.contextName} at ${this.server} (${detail}).`,
      {
        cause,
        next: 'course doctor',
      },
    );
  }

  /** Closes idle connections, so that the process can end. */
  close(): void {
    for (const agent of this.#agents.values()) agent.destroy();
  }
}

/** The fields that have a value; an option that is there counts as given, even if it is undefined. */
function defined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

async function readAll(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
