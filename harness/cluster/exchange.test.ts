import { once } from 'node:events';
import { Agent, createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { exchange } from './exchange.ts';

/** A server that answers a connection's first request, and does to its second what it is told. */
async function serving(second: (socket: Socket) => void): Promise<{ ask: () => Promise<string>; server: Server }> {
  const seen = new WeakSet<Socket>();
  const server = createServer(({ socket }, response) => {
    if (seen.has(socket)) return second(socket);
    seen.add(socket);
    response.end('answer');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => {
    agent.destroy();
    server.closeAllConnections();
    server.close();
  });
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const ask = async () => text(await exchange(url, { agent, timeout: 200 }));
  return { ask, server };
}

it('asks again over a new connection where the server has closed an idle one', async () => {
  const { ask } = await serving((socket) => socket.resetAndDestroy());
  expect([await ask(), await ask()]).toEqual(['answer', 'answer']);
});

it('does not ask again where nobody answers in time, or a new connection breaks', async () => {
  const { ask, server } = await serving(() => undefined);
  await ask();
  await expect(ask()).rejects.toThrow('no answer within 0.2 s');
  server.removeAllListeners('request').on('request', ({ socket }: { socket: Socket }) => socket.resetAndDestroy());
  await expect(ask()).rejects.toThrow('ECONNRESET');
});
