import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { labFiles, mistakesIn, validLab } from '../test-labs.ts';
import { ownOf, reachable } from './reachable.ts';

const read = (text: string) => reachable.safeParse(parse(text));
describe('the form of reachable', () => {
  it.each([
    'from: host\nto: { nodes: all, port: 8080 }\nansweredBy: { labels: disk=ssd }',
    'from: { pods: all }\nto: { service: web, port: 80 }\nown: asking\nansweredBy: all',
    'from: { nodes: { names: [worker-1] } }\nto: { host: agent, port: 80 }\nown: asked\nansweredBy: { names: [worker-2] }',
    'from: host\nto: { nodes: all, nodePort: web }\nansweredBy: none',
    "from: host\nto: { nodes: all, nodePort: web }\nown: asked\nanswer: '^(?<client>\\S+)$'\nansweredBy: all",
  ])('takes %j', (text) => {
    expect(read(text).error?.issues ?? []).toEqual([]);
  });

  it.each([
    ['from: host\nto: { nodes: all }\nansweredBy: all', 'a map with the key port'],
    ['from: host\nto: { nodes: all, host: a, port: 80 }\nansweredBy: all', 'exactly one of the keys'],
    ['from: host\nto: { port: 80 }\nansweredBy: all', 'exactly one of the keys'],
    ['from: host\nto: { host: a, nodePort: web }\nansweredBy: all', '`nodePort` only beside `nodes`'],
    ['from: host\nto: { nodes: all, port: 80 }\nown: asking\nansweredBy: all', 'the host is no node'],
    ['from: host\nto: { service: web, port: 80 }\nansweredBy: all', 'known inside the cluster only'],
    ['from: host\nto: { pods: app=web, port: 80 }\nansweredBy: none', 'known inside the cluster only'],
    ['from: { pods: all }\nto: { service: web, port: 80 }\nown: asked\nansweredBy: all', 'the IP of a Service'],
    ["from: host\nto: { nodes: all, port: 80 }\nanswer: 'node'\nansweredBy: all", 'it has no group'],
    ["from: host\nto: { nodes: all, port: 80 }\nanswer: '(a)(b)'\nansweredBy: all", 'more than one group'],
    ["from: host\nto: { nodes: all, port: 80 }\nanswer: '(?<who>a)'\nansweredBy: all", 'called node and client'],
    ["from: host\nto: { nodes: all, port: 80 }\nanswer: '(a'\nansweredBy: all", 'Invalid regular expression'],
    [
      "from: { nodes: all }\nto: { service: web, port: 80 }\nanswer: '(?<client>a)'\nansweredBy: all",
      'a group (?<node>…)',
    ],
  ])('refuses %j', (text, message) => {
    expect(
      read(text)
        .error?.issues.map((issue) => issue.message)
        .join('\n'),
    ).toContain(message);
  });

  it('takes the own pod of an address that belongs to a node', () => {
    const own = (text: string) => ownOf(reachable.parse(parse(`from: { nodes: all }\nansweredBy: all\n${text}`)));
    expect(own('to: { nodes: all, port: 80 }')).toBe('asked');
    expect(own('to: { pods: app=web, port: 80 }')).toBe('asked');
    expect(own('to: { nodes: all, nodePort: web }')).toBe('any');
    expect(own('to: { service: web, port: 80 }')).toBe('any');
    expect(own('to: { host: agent, port: 80 }')).toBe('any');
    expect(own('to: { host: agent, port: 80 }\nown: asked')).toBe('asked');
  });
});

describe('a lab that asks who answers', () => {
  const mistakes = (answeredBy: string, needs: string) => {
    const lab = validLab
      .replace(
        '- onePod',
        `- reachable: { from: host, to: { nodes: all, port: 80 }, answeredBy: ${answeredBy} }\n      - onePod`,
      )
      .replace('topology:', `needs: [${needs}]\ntopology:`);
    return mistakesIn({ 'course.yaml': 'title: Test\nsections: [{ title: S, labs: [x] }]\n', ...labFiles('x', lab) });
  };

  it('needs real kubelets', async () => {
    expect(await mistakes('all', 'nodes, kubelet')).toEqual([]);
    expect(await mistakes('all', 'nodes')).toEqual([
      'labs/x/lab.yaml:15:9 asks who answers, which takes real kubelets and a real network. Add `kubelet` to the capabilities under `needs`.',
    ]);
  });

  it('names nodes that exist', async () => {
    expect(await mistakes('{ names: [worker-1, worker-9] }', 'nodes, kubelet')).toEqual([
      expect.stringMatching(/^labs\/x\/lab.yaml:15:\d+ names the node `worker-9`, which does not exist\./),
    ]);
  });
});
