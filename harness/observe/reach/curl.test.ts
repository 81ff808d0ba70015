import { describe, expect, it } from 'vitest';
import { curlArguments, readCurl } from './curl.ts';

const question = { address: '172.18.0.3', port: 8080, path: '/hostname', tries: 31 };

describe('curlArguments', () => {
  it('are an address, to be asked so many times, and a Host header for each question', () => {
    expect(curlArguments([question, { ...question, hostName: 'agent', tries: 1 }])).toEqual([
      'http://172.18.0.3:8080/hostname#[1-31]',
      '172.18.0.3:8080',
      'http://172.18.0.3:8080/hostname#[1-1]',
      'agent:8080',
    ]);
  });

  it('take a path as it stands', () => {
    expect(curlArguments([{ ...question, path: '/a[1-9]?b={c,d}' }])[0]).toContain('/a\\[1-9\\]?b=\\{c,d\\}#');
  });
});

// As curl 7.88.1 printed it.
const refused = "Failed to connect to 172.18.0.3 port 8080 after 0 ms: Couldn't connect to server";

describe('readCurl', () => {
  it('reads an answer each, up to the failure, question by question', () => {
    const first = `worker-1\nM|200|0|10.244.1.2|0.000605|\n\n\nM|404|0|10.244.1.2|0.000091|\n\nM|000|7||0.000000|${refused}\n`;
    const second = '\nM|000|28||0.000000|Connection timed out\n';
    expect(readCurl(`${first}M.\n${second}M.\n`, 'M')).toEqual([
      [
        { status: 200, body: 'worker-1', asker: '10.244.1.2' },
        { status: 404, body: '\n', asker: '10.244.1.2' },
        { silence: 'no connection (refused, or no route)' },
      ],
      [{ silence: 'no connection within 1 s' }],
    ]);
  });

  it('takes nothing in an answer for its end', () => {
    const body = 'Z|200|0|10.0.0.1|0.1|\nZ.\nworker-1\n';
    expect(readCurl(`${body}\nM|200|0|10.244.1.2|0.1|\nM.\n`, 'M')).toEqual([
      [{ status: 200, body, asker: '10.244.1.2' }],
    ]);
  });

  it.each([
    ['28|0.000100', { silence: 'a connection without an answer (why)', connected: true }],
    ['52|0.000100', { silence: 'a connection without an answer (why)', connected: true }],
    ['1|0.000100', { silence: 'a connection without an answer (why)', connected: true }],
  ])('knows that somebody took the call: %s', (codes, expected) => {
    const [code, time] = codes.split('|');
    expect(readCurl(`\nM|000|${code}|127.0.0.1|${time}|why\nM.\n`, 'M')).toEqual([[expected]]);
  });

  it('takes trouble of its own for no silence', () => {
    const trouble = '\nM|000|6||0.000000|Could not resolve host\n';
    expect(readCurl(`${trouble}M.\n`, 'M')).toBe('curl ended with 6 (Could not resolve host)');
    expect(readCurl('M.\n', 'M')).toBe('curl did not run');
  });

  it('counts no question whose answers were cut short', () => {
    expect(readCurl('sh: 1: no such container\n', 'M')).toEqual([]);
    expect(readCurl('worker-1\nM|200|0|10.244.1.2|0.1|\n', 'M')).toEqual([]);
  });
});
