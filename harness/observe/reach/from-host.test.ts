import { createServer as createHttp, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcp, type Socket, type Server as TcpServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fromHost } from './from-host.ts';

async function portOf(server: Server | TcpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}
const http = (listener: RequestListener) => portOf(createHttp(listener));
const tcp = (onSocket: (socket: Socket) => void) => portOf(createTcp(onSocket));
const question = (port: number, over: { tries?: number; hostName?: string } = {}) => ({
  ...{ address: '127.0.0.1', port, path: '/hostname', tries: 1 },
  ...over,
});
const ask = async (...given: Parameters<typeof question>) => (await fromHost().ask([question(...given)]))[0] ?? [];

describe('the host asks', () => {
  it('what is answered, with which status, and from where it asked', async () => {
    const port = await http((request, response) => response.writeHead(404).end(`${request.url}\n`));
    expect(await ask(port)).toEqual([{ status: 404, body: '/hostname\n', asker: '127.0.0.1' }]);
  });

  it('on a new connection each time', async () => {
    const ports = new Set<number>();
    const port = await http(({ socket }, response) => {
      ports.add(socket.remotePort ?? 0);
      response.end('worker-1');
    });
    expect(await ask(port, { tries: 5 })).toHaveLength(5);
    expect(ports.size).toBe(5);
  });

  it('by the name that it was given', async () => {
    const port = await http(({ headers }, response) => response.end(headers.host));
    expect(await ask(port, { hostName: 'agent' })).toMatchObject([{ body: `agent:${port}` }]);
  });

  it('several at once, each for itself', async () => {
    const first = await http((_request, response) => response.end('a'));
    const second = await http((_request, response) => response.end('b'));
    expect(await fromHost().ask([question(first), question(second, { tries: 2 })])).toMatchObject([
      [{ body: 'a' }],
      [{ body: 'b' }, { body: 'b' }],
    ]);
  });

  it('no more once it is silent', async () => {
    let calls = 0;
    const port = await http((request, response) => {
      calls += 1;
      if (calls < 3) response.end('worker-1');
      else request.socket.destroy();
    });
    const tries = await ask(port, { tries: 9 });
    expect(tries).toHaveLength(3);
    expect(tries.at(-1)).toMatchObject({ silence: expect.stringContaining('broke off'), connected: true });
  });

  it('a port where nobody listens', async () => {
    const server = createTcp();
    const port = await portOf(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await ask(port)).toEqual([{ silence: 'connection refused' }]);
  });

  it('somebody who does not speak HTTP', async () => {
    const port = await tcp((socket) => socket.end('220 mail ready\r\n'));
    expect(await ask(port)).toEqual([{ silence: 'an answer that is not HTTP', connected: true }]);
  });

  it('somebody who takes the call and says nothing', async () => {
    const port = await tcp(() => {});
    expect(await ask(port)).toEqual([{ silence: 'no answer within 3 s', connected: true }]);
  });

  it('somebody who never ends', async () => {
    const port = await http((_request, response) => {
      response.write('worker-1\n');
      const more = setInterval(() => response.write('x'.repeat(100_000)), 1);
      response.on('close', () => clearInterval(more));
    });
    const [one] = await ask(port);
    expect(one).toMatchObject({ status: 200, body: expect.stringMatching(/^worker-1\n/) });
  });

  it('until it is told to stop', async () => {
    const port = await tcp(() => stop.abort(new Error('stopped')));
    const stop = new AbortController();
    const asking = fromHost(stop.signal).ask([question(port)]);
    await expect(asking).rejects.toThrow('stopped');
  });

  it('a name that does not resolve has no address', async () => {
    expect(await fromHost().lookUp('no-such-host.invalid')).toEqual([]);
    expect(await fromHost().lookUp('10.0.0.1')).toEqual(['10.0.0.1']);
  });
});
