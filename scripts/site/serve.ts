import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};

/** A site that is being served. */
export interface Served {
  /** Such as `http://127.0.0.1:41234`, without a slash at the end. */
  origin: string;
  close(): Promise<void>;
}

interface Found {
  file: string;
  body: Buffer;
}

/** The file that answers a path, as any static host finds it: itself, with `.html`, or the index of a folder. */
export async function findFile(folder: string, path: string): Promise<Found | undefined> {
  const wanted = normalize(join(folder, decodeURIComponent(path)));
  if (wanted !== folder && !wanted.startsWith(folder + sep)) return undefined;
  for (const file of [wanted, `${wanted}.html`, join(wanted, 'index.html')]) {
    const body = await readFile(file).catch(() => undefined);
    if (body) return { file, body };
  }
  return undefined;
}

/** Serves a folder on loopback, at a port that is free. */
export async function serveFolder(folder: string): Promise<Served> {
  const server = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const found = await findFile(folder, pathname);
    const { file, body } = found ??
      (await findFile(folder, '/404')) ?? { file: '.txt', body: Buffer.from('not found') };
    const type = types[extname(file)] ?? 'application/octet-stream';
    response.writeHead(found ? 200 : 404, { 'content-type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
