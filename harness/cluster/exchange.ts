import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';

/** Sends one request and gives its response once the head of it is there. */
export function exchange(url: URL, options: RequestOptions, body?: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'http:' ? httpRequest : httpsRequest;
    const request = send(url, options, resolve);
    request.on('timeout', () => request.destroy(new Error(`no answer within ${(options.timeout ?? 0) / 1000} s`)));
    request.on('error', (error: NodeJS.ErrnoException) => {
      // The server closed a connection that had long been idle, just as we took it; nobody has read the request.
      const closed = request.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
      if (closed && !options.signal?.aborted) resolve(exchange(url, options, body));
      else reject(error);
    });
    request.end(body);
  });
}
