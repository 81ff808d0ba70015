import { describe, expect, it } from 'vitest';
import { judgeReach } from './reach.ts';
import type { Asked, ReachTask, Try } from './reach-asked.ts';

const who = new Map([
  ['n1', { node: 'n1' }],
  ['n2', { node: 'n2' }],
  ['n3', { node: 'n3' }],
  ['pod-1', { node: 'n1', pod: 'pod-1' }],
  ['pod-1b', { node: 'n1', pod: 'pod-1b' }],
  ['10.0.2.7', { node: 'n2', pod: 'pod-2' }],
  ['dashboard', { node: 'n1', pod: 'dashboard', foreign: true }],
]);
const task = (over: Partial<ReachTask> = {}): ReachTask => ({
  pattern: '^(\\S+)\\s*$',
  who,
  answeredBy: new Set(['n1', 'n2']),
  own: 'asked',
  ...over,
});
const says = (...bodies: string[]): Try[] => bodies.map((body) => ({ status: 200, body, asker: '172.18.0.1' }));
const refused: Try[] = [{ silence: 'connection refused' }];
const host = { words: 'the host' };
const on = (node: string) => ({ words: `a pod on ${node}`, node });
const at = (node: string) => ({ words: `${node}:8080`, node, address: `${node}:8080` });
const web = { words: 'Service web', address: '10.96.0.9:80' };
const ask = (from: Asked['from'], to: Asked['to'], tries: Try[]): Asked => ({ from, to, tries });
/** The code, and the nodes that are not as expected. */
const judged = (over: Partial<ReachTask>, asked: Asked[]) => {
  const { code, nodes, status } = judgeReach(task(over), asked);
  expect(status).toBe(code === 'OK' ? 'pass' : code === 'PROBE_FAILED' ? 'error' : 'fail');
  return [code, ...nodes.filter((node) => node.status !== 'pass').map(({ node }) => node)];
};

describe('judgeReach, each address by its own node', () => {
  it.each<[string, Record<string, Try[]>, string[]]>([
    ['each its own', { n1: says('n1', 'n1'), n2: says('n2') }, ['OK']],
    ['by pod name and by pod IP', { n1: says('pod-1\n'), n2: says('10.0.2.7') }, ['OK']],
    ['nobody on the third, where none is due', { n1: says('n1'), n2: says('n2'), n3: refused }, ['OK']],
    ['one refused', { n1: says('n1'), n2: refused }, ['ANSWER_MISSING', 'n2']],
    ['all refused', { n1: refused, n2: refused }, ['ANSWER_MISSING', 'n1', 'n2']],
    ['one silent after some answers', { n1: says('n1'), n2: [...says('n2'), ...refused] }, ['ANSWER_MISSING', 'n2']],
    ['two swapped', { n1: says('n2'), n2: says('n1') }, ['ANSWER_FROM_WRONG_NODE', 'n1', 'n2']],
    ['one now and then another', { n1: says('n1', 'n1', 'n2'), n2: says('n2') }, ['ANSWER_FROM_WRONG_NODE', 'n1']],
    ['all nodes in one answer', { n1: says('n1\nn2'), n2: says('n2') }, ['ANSWER_FROM_WRONG_NODE', 'n1']],
    ['an address that is not asked', { n1: says('n1') }, ['ANSWER_MISSING', 'n2']],
    [
      'an answer where none is due',
      { n1: says('n1'), n2: says('n2'), n3: says('n3') },
      ['ANSWERED_UNEXPECTEDLY', 'n3'],
    ],
    ['another node behind it', { n1: says('n1'), n2: says('n2'), n3: says('n1') }, ['ANSWERED_UNEXPECTEDLY', 'n3']],
    ['a page that names nobody', { n1: says('n1'), n2: says('<h1>It works</h1> !') }, ['ANSWER_UNREADABLE', 'n2']],
    ['a stranger', { n1: says('n1'), n2: says('n9') }, ['ANSWER_UNREADABLE', 'n2']],
    ['two pods of one node', { n1: says('pod-1', 'pod-1b'), n2: says('n2') }, ['ANSWERED_UNEXPECTEDLY', 'n1']],
    ['a pod of others', { n1: says('dashboard'), n2: says('n2') }, ['ANSWERED_UNEXPECTEDLY', 'n1']],
    [
      'a pod of others where silence is due',
      { n1: says('n1'), n2: says('n2'), n3: says('dashboard') },
      ['ANSWERED_UNEXPECTEDLY', 'n3'],
    ],
    ['nothing in the answer', { n1: says('n1'), n2: says('') }, ['ANSWER_UNREADABLE', 'n2']],
    [
      'an error that names the node',
      { n1: says('n1'), n2: [{ status: 503, body: 'n2' }] },
      ['ANSWER_UNREADABLE', 'n2'],
    ],
    [
      'an error where silence is due',
      { n1: says('n1'), n2: says('n2'), n3: [{ status: 404, body: '' }] },
      ['ANSWERED_UNEXPECTEDLY', 'n3'],
    ],
    [
      'a listener where silence is due',
      { n1: says('n1'), n2: says('n2'), n3: [{ silence: 'an empty reply', connected: true }] },
      ['ANSWERED_UNEXPECTEDLY', 'n3'],
    ],
    ['an address that was never tried', { n1: says('n1'), n2: [] }, ['PROBE_FAILED', 'n2']],
  ])('%s', (_title, answers, expected) => {
    const asked = Object.entries(answers).map(([node, tries]) => ask(host, at(node), tries));
    expect(judged({}, asked)).toEqual(expected);
  });

  it('proves nothing where nobody was asked', () => {
    expect(judged({}, [])).toEqual(['PROBE_FAILED', '']);
    expect(judged({ own: 'any' }, [])).toEqual(['PROBE_FAILED', '']);
    expect(judged({ answeredBy: new Set() }, [])).toEqual(['PROBE_FAILED', '']);
  });

  it('wants every address from every place', () => {
    const right = [ask(on('n1'), at('n1'), says('n1')), ask(on('n1'), at('n2'), says('n2'))];
    expect(judged({}, [...right, ask(on('n3'), at('n1'), says('n1')), ask(on('n3'), at('n2'), says('n2'))])).toEqual([
      'OK',
    ]);
    expect(judged({}, [...right, ask(on('n3'), at('n1'), says('n1'))])).toEqual(['ANSWER_MISSING', 'n2']);
    expect(judged({}, [...right, ask(on('n3'), at('n1'), says('n1')), ask(on('n3'), at('n2'), refused)])).toEqual([
      'ANSWER_MISSING',
      'n2',
    ]);
  });
});

describe('judgeReach, addresses of a name', () => {
  const byName = { byName: true };
  const unknown = { words: 'agent (10.0.9.9:8080)', address: '10.0.9.9:8080' };
  const both = [ask(host, at('n1'), says('n1')), ask(host, at('n2'), says('n2'))];

  it('must be those of the nodes that are due, no more and no fewer', () => {
    expect(judged(byName, both)).toEqual(['OK']);
    expect(judged(byName, both.slice(1))).toEqual(['ANSWER_MISSING', 'n1']);
    expect(judged(byName, [...both, ask(host, at('n3'), refused)])).toEqual(['ANSWERED_UNEXPECTEDLY', 'n3']);
    expect(judged(byName, [...both, ask(host, unknown, refused)])).toEqual(['ANSWERED_UNEXPECTEDLY', '']);
  });

  it('lays an address of nobody to the nodes that lack theirs', () => {
    expect(judged(byName, [ask(host, unknown, says('n1'))])).toEqual(['ANSWER_MISSING', 'n1', 'n2']);
    expect(judged(byName, [ask(host, { words: 'agent, which does not resolve' }, refused)])).toEqual([
      'ANSWER_MISSING',
      'n1',
      'n2',
    ]);
  });
});

describe('judgeReach, one address a node', () => {
  it('fails where a second pod stands beside the one that is meant', () => {
    const second = { words: '10.0.1.9:8080', node: 'n1', address: '10.0.1.9:8080' };
    const right = [ask(host, at('n1'), says('n1')), ask(host, at('n2'), says('n2'))];
    expect(judged({}, [...right, ask(host, second, says('n1'))])).toEqual(['ANSWERED_UNEXPECTEDLY', 'n1']);
    expect(judged({}, [...right, ask(on('n3'), at('n1'), says('n1')), ask(on('n3'), at('n2'), says('n2'))])).toEqual([
      'OK',
    ]);
  });
});

describe('judgeReach, whoever asks by its own node', () => {
  const own = { own: 'asking' as const };
  it.each<[string, Record<string, Try[]>, string[]]>([
    ['each by its own, silence where no pod is', { n1: says('n1'), n2: says('n2'), n3: refused }, ['OK']],
    [
      'balanced over the nodes',
      { n1: says('n1', 'n2'), n2: says('n2', 'n1'), n3: refused },
      ['ANSWER_FROM_WRONG_NODE', 'n1', 'n2'],
    ],
    ['an answer where no pod is', { n1: says('n1'), n2: says('n2'), n3: says('n1') }, ['ANSWERED_UNEXPECTEDLY', 'n3']],
    ['silence where a pod is', { n1: says('n1'), n2: refused, n3: refused }, ['ANSWER_MISSING', 'n2']],
    ['a node that does not ask', { n1: says('n1'), n3: refused }, ['ANSWER_MISSING', 'n2']],
  ])('%s', (_title, answers, expected) => {
    const asked = Object.entries(answers).map(([node, tries]) => ask(on(node), web, tries));
    expect(judged(own, asked)).toEqual(expected);
  });
});

describe('judgeReach, any of them in turn', () => {
  const any = { own: 'any' as const };
  it.each<[string, Try[], string[]]>([
    ['both in turn', says('n1', 'n2', 'n1'), ['OK']],
    ['both in one answer, as a collector gives it', says('n1\nn2\n'), ['OK']],
    ['only one', says('n1', 'n1'), ['ANSWER_MISSING', 'n2']],
    ['a third too', says('n1', 'n2', 'n3'), ['ANSWERED_UNEXPECTEDLY', 'n3']],
    ['a third in the list', says('n1\nn2\nn3'), ['ANSWERED_UNEXPECTEDLY', 'n3']],
    ['a pod of others too', says('n1', 'n2', 'dashboard'), ['ANSWERED_UNEXPECTEDLY', 'n1']],
    ['a pod of others for one of them', says('dashboard', 'n2'), ['ANSWERED_UNEXPECTEDLY', 'n1']],
    ['two pods of a node', says('pod-1', 'n2', 'pod-1b'), ['OK']],
    ['a stranger in the list', says('n1\nn2\nold'), ['ANSWER_UNREADABLE', '']],
    ['nobody', refused, ['ANSWER_MISSING', 'n1', 'n2']],
    ['an end that is dead', [...says('n1', 'n2'), ...refused], ['ANSWER_MISSING', '']],
    ['a list that is empty', says(''), ['ANSWER_MISSING', 'n1', 'n2']],
  ])('%s', (_title, tries, expected) => {
    expect(judged(any, [ask(host, web, tries)])).toEqual(expected);
  });

  it('from every place', () => {
    expect(judged(any, [ask(on('n1'), web, says('n1', 'n2')), ask(on('n2'), web, says('n2'))])).toEqual([
      'ANSWER_MISSING',
      'n1',
    ]);
  });
});

describe('judgeReach, silence', () => {
  const nobody = { answeredBy: new Set<string>() };
  it('passes where nobody answers, and on nothing else', () => {
    expect(judged(nobody, [ask(host, at('n1'), refused), ask(host, at('n2'), refused)])).toEqual(['OK']);
    expect(judged(nobody, [ask(host, at('n1'), refused), ask(host, at('n2'), says('n1'))])).toEqual([
      'ANSWERED_UNEXPECTEDLY',
      'n2',
    ]);
    expect(judged({ ...nobody, own: 'any' }, [ask(host, web, says('whoever'))])).toEqual(['ANSWERED_UNEXPECTEDLY', '']);
  });
});

describe('judgeReach, the client', () => {
  const pattern = '^(?<node>\\S+) saw (?<client>\\S+)$';
  it.each([
    ['the very address', 'n1 saw 172.18.0.1', 'OK'],
    ['with its port', 'n1 saw 172.18.0.1:40000', 'OK'],
    ['as IPv6 writes it', 'n1 saw [::ffff:172.18.0.1]:40000', 'OK'],
    ['another address', 'n1 saw 172.18.0.11', 'CLIENT_ADDRESS_LOST'],
    ['no address', 'n1 saw nothing', 'CLIENT_ADDRESS_LOST'],
  ])('is seen by %s', (_title, body, code) => {
    expect(judged({ pattern, answeredBy: new Set(['n1']) }, [ask(host, at('n1'), says(body))])[0]).toBe(code);
  });

  it('alone may be what the answer tells', () => {
    const alone = { pattern: '^(?<client>\\S+)$', answeredBy: new Set(['n1']) };
    expect(judged(alone, [ask(host, at('n1'), says('172.18.0.1:1'))])).toEqual(['OK']);
    expect(judged(alone, [ask(host, at('n1'), says('10.244.0.1:1'))])).toEqual(['CLIENT_ADDRESS_LOST', 'n1']);
    expect(judged(alone, [ask(host, at('n1'), says(' '))])).toEqual(['ANSWER_UNREADABLE', 'n1']);
  });
});

describe('the messages', () => {
  it('say what was expected, found, where and from where', () => {
    const { nodes, summary } = judgeReach(task(), [
      ask(host, at('n1'), says('n2')),
      ask(host, at('n2'), [{ silence: 'connection refused' }]),
    ]);
    expect(nodes.map(({ node, message }) => `${node}: ${message}`)).toEqual([
      'n1: expected an answer from its own pod at n1:8080, asked from the host; found one from n2.',
      'n2: expected an answer from its own pod at n2:8080, asked from the host; found connection refused.',
    ]);
    expect(summary).toBe(
      'Expected that each of n1 and n2 answers at its own address by its own pod, and nobody else, asked from the host, but n1 and n2 are not so.',
    );
  });

  it('say how it is where all is well', () => {
    const asked = [ask(on('n1'), web, says('n1', 'n2')), ask(on('n2'), web, says('n2', 'n1'))];
    expect(judgeReach(task({ own: 'any' }), asked).summary).toBe(
      'As expected, n1 and n2 answer in turn, and nobody else, at Service web, asked from pods on n1 and n2.',
    );
    expect(judgeReach(task({ answeredBy: new Set() }), [ask(host, at('n1'), refused)]).summary).toBe(
      'As expected, nobody answers at n1:8080, asked from the host.',
    );
  });
});
