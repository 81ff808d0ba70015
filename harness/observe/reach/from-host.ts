import { lookup } from 'node:dns/promises';
import { request } from 'node:http';
import { isIP } from 'node:net';
import type { Silence, Try } from '../../verdict/reach-asked.ts';
import { type Asker, hostPort, patience, type Question } from './asker.ts';

/** The machine that runs the course asks, from outside the cluster. */
export function fromHost(signal?: AbortSignal): Asker {
  return {
    words: 'the host',
    ask: (questions) => Promise.all(questions.map((question) => askInTurn(question, signal))),
    lookUp: async (name) => {
      if (isIP(name)) return [name];
      const found = await lookup(name, { all: true, family: 4 }).catch(() => []);
      return found.map(({ address }) => address);
    },
  };
}

async function askInTurn(question: Question, signal?: AbortSignal): Promise<Try[]> {
  const tries: Try[] = [];
  while (tries.length < question.tries) {
    const one = await askOnce(question, signal);
    tries.push(one);
    if ('silence' in one) break;
  }
  return tries;
}

/** More than any page of names is long; what follows is not read. */
const longestAnswer = 1_000_000;

/** Asks on a connection of its own, as a load balancer chooses by connection. */
function askOnce({ address, port, path, hostName }: Question, signal?: AbortSignal): Promise<Try> {
  return new Promise((resolve, reject) => {
    let connected = false;
    const headers = { connection: 'close', ...(hostName && { host: hostPort(hostName, port) }) };
    const call = request({ host: address, port, path, headers, agent: false, ...(signal && { signal }) });
    const give = (result: Try) => {
      clearTimeout(timer);
      resolve(result);
      call.destroy();
    };
    const silent = (silence: string) => give({ silence, ...(connected && { connected }) } satisfies Silence);
    const tooLate = (ms: number, what: string) => () => silent(`no ${what} within ${ms / 1000} s`);
    let timer = setTimeout(tooLate(patience.connectMs, 'connection'), patience.connectMs);
    call.on('socket', (socket) =>
      socket.once('connect', () => {
        connected = true;
        clearTimeout(timer);
        timer = setTimeout(tooLate(patience.answerMs, 'answer'), patience.answerMs);
      }),
    );
    call.on('response', (response) => {
      const asker = response.socket.localAddress?.replace(/^::ffff:/, '');
      const done = (body: string) => give({ status: response.statusCode ?? 0, body, ...(asker && { asker }) });
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
        if (body.length > longestAnswer) done(body);
      });
      response.on('end', () => done(body));
      response.on('error', () => silent('an answer that broke off'));
    });
    call.on('error', (error: NodeJS.ErrnoException) => {
      if (!signal?.aborted) return silent(inWords(error, connected));
      clearTimeout(timer);
      reject(signal.reason);
    });
    call.end();
  });
}

const words: Record<string, string> = {
  ECONNREFUSED: 'connection refused',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the network',
  ETIMEDOUT: 'no answer',
};

function inWords({ code = '', message }: NodeJS.ErrnoException, connected: boolean): string {
  if (code.startsWith('HPE_')) return 'an answer that is not HTTP';
  return words[code] ?? (connected ? `a connection that broke off (${code || message})` : message);
}
