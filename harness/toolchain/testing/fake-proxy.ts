import { createServer, get } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

export interface FakeProxy {
  readonly address: string;
  /** `CONNECT host:port` or `GET address`, in order. */
  readonly requests: string[];
  close(): void;
}

/** A proxy that sends everything to one port of 127.0.0.1, whatever host was asked for. */
export async function startFakeProxy(targetPort: number): Promise<FakeProxy> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const { pathname } = new URL(request.url ?? '');
    get({ host: '127.0.0.1', port: targetPort, path: pathname }, (answer) => {
      response.writeHead(answer.statusCode ?? 502);
      answer.pipe(response);
    });
  });
  server.on('connect', (request, client) => {
    requests.push(`CONNECT ${request.url}`);
    const upstream = connect(targetPort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
