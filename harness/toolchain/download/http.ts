import { Agent as HttpAgent, get as httpGet, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, get as httpsGet } from 'node:https';
import { interruption } from '../interruption.ts';
import { Unavailable } from './unavailable.ts';

export interface Timeouts {
  /** Until the answer begins. */
  readonly answerMs: number;
  /** Between two pieces of a body; a slow download is fine while bytes flow. */
  readonly stallMs: number;
}

export interface Answer {
  readonly status: number;
  readonly totalBytes: number | undefined;
  /** The body; throws Unavailable when it ends early or stalls. */
  chunks(): AsyncIterable<Buffer>;
  /** Drops the body unread. */
  discard(): void;
}

export interface HttpClient {
  get(url: string, options?: { answerMs?: number }): Promise<Answer>;
  close(): void;
}

const maxRedirects = 5;

/** A client that heeds HTTP(S)_PROXY and NO_PROXY of `env`; Node itself heeds NODE_EXTRA_CA_CERTS. */
export function createHttpClient(env: NodeJS.ProcessEnv, timeouts: Timeouts, signal?: AbortSignal): HttpClient {
  const proxyEnv = env as Record<string, string | undefined>;
  // fetch heeds a proxy only if NODE_USE_ENV_PROXY was set when the process started; an agent can be told at any time.
  const agents = { 'http:': new HttpAgent({ proxyEnv }), 'https:': new HttpsAgent({ proxyEnv }) };
  return {
    async get(start, { answerMs = timeouts.answerMs } = {}) {
      let url = new URL(start);
      for (let hops = 0; hops <= maxRedirects; hops++) {
        const message = await request(url, { agents, answerMs, signal });
        const next = redirectTarget(url, message);
        if (next === undefined) return toAnswer(message, { stallMs: timeouts.stallMs, signal, url });
        message.destroy();
        url = next;
      }
      throw new Unavailable(`${start} redirects more than ${maxRedirects} times`, { broken: false });
    },
    close() {
      agents['http:'].destroy();
      agents['https:'].destroy();
    },
  };
}

interface RequestOptions {
  agents: { 'http:': HttpAgent; 'https:': HttpsAgent };
  answerMs: number;
  signal: AbortSignal | undefined;
}

function request(url: URL, { agents, answerMs, signal }: RequestOptions): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options = { headers: { 'user-agent': 'one-per-node' }, ...(signal && { signal }) };
    const sent =
      url.protocol === 'http:'
        ? httpGet(url, { ...options, agent: agents['http:'] })
        : httpsGet(url, { ...options, agent: agents['https:'] });
    const timer = setTimeout(() => sent.destroy(new Error(`no answer within ${answerMs / 1000} s`)), answerMs);
    sent.once('response', (message) => {
      clearTimeout(timer);
      resolve(message);
    });
    sent.on('error', (error) => {
      clearTimeout(timer);
      reject(failure(error, url, signal));
    });
  });
}

function redirectTarget(url: URL, { statusCode = 0, headers }: IncomingMessage): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(statusCode) || headers.location === undefined) return undefined;
  const target = URL.parse(headers.location, url.href);
  const allowed = target?.protocol === 'https:' || (target?.protocol === 'http:' && url.protocol === 'http:');
  if (target !== null && allowed) return target;
  throw new Unavailable(`${url.href} redirects to ${headers.location}, which is not https`, { broken: false });
}

interface BodyOptions {
  stallMs: number;
  signal: AbortSignal | undefined;
  url: URL;
}

function toAnswer(message: IncomingMessage, { stallMs, signal, url }: BodyOptions): Answer {
  const length = message.headers['content-length'];
  async function* chunks(): AsyncGenerator<Buffer> {
    const stalled = () => message.destroy(new Error(`no bytes for ${stallMs / 1000} s`));
    const timer = setTimeout(stalled, stallMs);
    try {
      for await (const chunk of message) {
        timer.refresh();
        yield chunk as Buffer;
      }
    } catch (error) {
      throw failure(error, url, signal);
    } finally {
      clearTimeout(timer);
    }
  }
  return {
    status: message.statusCode ?? 0,
    totalBytes: length === undefined ? undefined : Number(length),
    chunks,
    discard: () => void message.on('error', () => undefined).destroy(),
  };
}

const plainWords: Readonly<Record<string, string>> = {
  ENOTFOUND: 'name not found',
  EAI_AGAIN: 'name not found',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection broke',
};

function failure(error: unknown, { host }: URL, signal: AbortSignal | undefined): Error {
  if (signal?.aborted) return interruption(signal);
  const { message, code = '' } = error as NodeJS.ErrnoException;
  const reason = plainWords[code] ?? (message || code || 'no connection');
  return new Unavailable(`${host}: ${reason}`, { broken: true, cause: error });
}
