import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { onMirror, sourceOf } from '../download/sources.ts';
import { type Platform, type ToolName, toolNames } from '../tools.ts';

export const linux: Platform = { os: 'linux', arch: 'amd64' };

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface FakeHost {
  /** For ONE_PER_NODE_MIRROR. */
  readonly base: string;
  readonly requests: string[];
  /** Replaces what one address answers. */
  on(url: string, handler: Handler): void;
  close(): Promise<void>;
}

/** A server on 127.0.0.1 that offers tiny binaries and their checksums under the addresses of the official hosts. */
export async function startFakeHost(): Promise<FakeHost> {
  const handlers = new Map<string, Handler>();
  for (const [url, body] of officialFiles()) handlers.set(pathOf(url), (_, response) => response.end(body));
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path !== '/') requests.push(path);
    const handler = handlers.get(path);
    if (handler !== undefined) handler(request, response);
    else response.writeHead(path === '/' ? 200 : 404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    on: (url, handler) => void handlers.set(pathOf(url), handler),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The address of a tool on its publisher's host. */
export function urlOf(tool: ToolName): string {
  return sourceOrThrow(tool).url;
}

/** The address of the file that vouches for a tool. */
export function checksumUrlOf(tool: ToolName): string {
  return sourceOrThrow(tool).checksumUrl;
}

/** What the fake download of a tool contains. */
export function contentOf(tool: ToolName): string {
  return `downloaded ${tool}`;
}

export function sha256(body: string | Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}

/** Every address that the official hosts answer, with its content. */
export function officialFiles(): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const tool of toolNames) {
    const { url, checksumUrl, member } = sourceOrThrow(tool);
    const body = member === undefined ? Buffer.from(contentOf(tool)) : tarGz(member, contentOf(tool));
    const name = url.split('/').at(-1);
    files.set(url, body);
    const others = `${sha256('other')}  another-file.zip\n`;
    files.set(checksumUrl, Buffer.from(member === undefined ? sha256(body) : `${others}${sha256(body)}  ${name}\n`));
  }
  return files;
}

/** A .tar.gz that holds a read-me before the member that matters. */
export function tarGz(member: string, content: string): Buffer {
  return gzipSync(
    Buffer.concat([tarEntry('README.md', 'x'.repeat(700)), tarEntry(member, content), Buffer.alloc(1024)]),
  );
}

function tarEntry(name: string, content: string): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(content.length.toString(8).padStart(11, '0'), 124);
  header.write('0ustar', 156);
  return Buffer.concat([header, Buffer.from(content), Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

function sourceOrThrow(tool: ToolName) {
  const source = sourceOf(tool, linux);
  if (source === undefined) throw new Error(`no source of ${tool}`);
  return source;
}

function pathOf(url: string): string {
  return url.startsWith('/') ? url : new URL(onMirror(url, 'http://mirror')).pathname;
}
