import { describe, expect, it } from 'vitest';
import { formatIssue } from '../../../harness/errors.ts';
import type { Lab } from '../../../harness/lab/index.ts';
import { readQuiz } from './load.ts';

const labs = [
  {
    slug: 'node-selector',
    topology: { nodes: [{ name: 'worker-1', labels: { disk: 'ssd' } }, { name: 'worker-2' }] },
  },
] as unknown as Lab[];

const choice = (id: string) => `
  - id: ${id}
    ask: Which value?
    choices:
      - { text: 'SSD', because: 'No node carries it in capitals.' }
      - { text: '\`ssd\`', right: true }`;
const predict = (body: string) => `
  - id: predict
    ask: Which nodes get a pod?
    predict: ${body}`;
const nodes = 'nodes: [{ name: a, labels: { disk: ssd } }, { name: b }]';

const read = (...questions: string[]) =>
  readQuiz(`questions:${questions.join('')}\n`, { shown: 'docs/x/y.quiz.yaml', lesson: 'x/y', labs });
const issuesOf = (...questions: string[]) => read(...questions).issues.map(formatIssue);
const fine = [choice('one'), choice('two')];

/** What a whole DaemonSet needs, as YAML indented below `daemonSet: |`. */
const daemonSet = (spec: string) => `
      ${nodes}
      daemonSet: |
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: { name: agent }
        spec:
          selector: { matchLabels: { app: agent } }
          template:
            metadata: { labels: { app: agent } }
            spec:
              containers: [{ name: agent, image: agent:1 }]
              ${spec}`;

describe('readQuiz', () => {
  it('answers a prediction by the placement model, with its reason', () => {
    const { quiz, issues } = read(...fine, predict(`{ ${nodes}, podSpec: { nodeSelector: { disk: ssd } } }`));
    expect(issues).toEqual([]);
    expect(quiz?.questions[2]).toEqual({
      kind: 'predict',
      id: 'predict',
      ask: 'Which nodes get a pod?',
      manifestIs: 'podSpec',
      manifest: 'nodeSelector:\n  disk: ssd\n',
      nodes: [
        { name: 'a', labels: ['disk=ssd'], taints: [], runs: true, reason: 'it matches nodeSelector disk=ssd' },
        {
          name: 'b',
          labels: [],
          taints: [],
          runs: false,
          reason: 'label disk is absent, but nodeSelector asks for ssd',
        },
      ],
    });
  });

  it('takes the nodes of a lab, and whole DaemonSets', () => {
    const ofLab = read(...fine, predict('{ lab: node-selector, podSpec: { nodeSelector: { disk: ssd } } }'));
    const whole = read(...fine, predict(daemonSet('nodeSelector: { disk: ssd }')));
    for (const { quiz, issues } of [ofLab, whole]) {
      expect(issues).toEqual([]);
      const question = quiz?.questions[2];
      expect(question?.kind === 'predict' && question.nodes.map(({ runs }) => runs)).toEqual([true, false]);
    }
  });

  it('counts the taint of a cordon and the labels of a kubelet', () => {
    const podSpec = 'podSpec: { nodeSelector: { kubernetes.io/os: linux, kubernetes.io/hostname: b } }';
    const { quiz } = read(...fine, predict(`{ nodes: [{ name: a }, { name: b, unschedulable: true }], ${podSpec} }`));
    const question = quiz?.questions[2];
    expect(question?.kind === 'predict' && question.nodes).toMatchObject([
      { runs: false, taints: [] },
      { runs: true, taints: ['node.kubernetes.io/unschedulable:NoSchedule'] },
    ]);
  });

  it('knows when more than one choice is right', () => {
    const both = choice('three').replace("because: 'No node carries it in capitals.'", 'right: true');
    const { quiz } = read(...fine, `${both}\n      - { text: c, because: 'No.' }`);
    expect(quiz?.questions.map((question) => question.kind === 'choice' && question.several)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('keeps the order of the choices from build to build', () => {
    const order = () => JSON.stringify(read(...fine, choice('three')).quiz);
    expect(order()).toBe(order());
  });
});

describe('readQuiz refuses', () => {
  const third = (question: string) => issuesOf(...fine, question);

  it.each([
    [
      'a wrong choice without its refutation',
      choice('c').replace(/, because: '.*'/, ''),
      '15:9 expects `questions[2].choices[0]` to be a right choice',
    ],
    [
      'choices of which none is right',
      choice('c').replace('right: true', "because: 'No.'"),
      '15:7 has no choice with `right: true`',
    ],
    ['choices that are all right', choice('c').replace(/because: '.*'/, 'right: true'), '15:7 has only right choices'],
    [
      'the same choice twice',
      `${choice('c')}\n      - { text: SSD, because: 'No.' }`,
      '17:17 is the text of a choice above',
    ],
    ['an id twice', choice('one'), '12:9 has the question `one` a second time'],
    [
      'an unknown key',
      choice('c').replace('right: true', 'right: true, becuase: x'),
      '16:39 has unknown key `becuase`. Expected one of: text, right, because. Did you mean `because`?',
    ],
    [
      '`right: false`, which is said by leaving it out',
      choice('c').replace('right: true', 'right: false'),
      'expects `questions[2].choices[1].right`',
    ],
    [
      'Markdown that would be shown as typed',
      choice('c').replace('Which value?', 'Which **value**?'),
      '13:10 expects `questions[2].ask` to be text without Markdown',
    ],
    [
      'code that is not closed',
      choice('c').replace('Which value?', 'Which `value?'),
      'text whose every ` has its twin',
    ],
    [
      'a question about nothing',
      '\n  - { id: c, ask: What? }',
      '12:5 expects `questions[2]` to be a question with either',
    ],
    ['neither nodes nor a lab', predict('{ podSpec: {} }'), 'to be a map with either `nodes` or `lab`'],
    [
      'nodes and a lab',
      predict(`{ ${nodes}, lab: node-selector, podSpec: {} }`),
      'to be a map with either `nodes` or `lab`',
    ],
    ['a typed answer', predict(`{ ${nodes}, podSpec: {}, answer: [a] }`), 'has unknown key `answer`'],
    [
      'an unknown lab',
      predict('{ lab: node-selecter, podSpec: {} }'),
      '14:21 names the lab `node-selecter`, which does not exist. Did you mean `node-selector`?',
    ],
    ['a node twice', predict('{ nodes: [{ name: a }, { name: a }], podSpec: {} }'), 'has the node `a` a second time'],
    ['a taint that is none', predict("{ nodes: [{ name: a, taints: ['gpu'] }], podSpec: {} }"), 'a taint such as'],
    [
      'a part of a template that the API server refuses',
      predict(`{ ${nodes}, podSpec: { tolerations: [{ operator: Exist }] } }`),
      'would be refused by the API server: spec.template.spec.tolerations[0].operator',
    ],
    [
      'a selector that is no text',
      predict(`{ ${nodes}, podSpec: { nodeSelector: { gpu: true } } }`),
      'would be refused by the API server',
    ],
    [
      'a DaemonSet that the API server refuses',
      predict(daemonSet('restartPolicy: Never')),
      'would be refused by the API server: spec.template.spec.restartPolicy',
    ],
    ['a misspelt field', predict(daemonSet('nodeselector: { disk: ssd }')), 'would be refused by the API server'],
    [
      'two DaemonSets',
      predict(`${daemonSet('hostNetwork: true')}\n        ---\n        kind: DaemonSet`),
      'expects one DaemonSet and nothing else but found 2',
    ],
    [
      'another object',
      predict(`{ ${nodes}, daemonSet: '{ kind: Pod }' }`),
      'expects one DaemonSet and nothing else but found 1',
    ],
    ['a manifest that is no YAML', predict(`{ ${nodes}, daemonSet: 'a: [' }`), 'is not valid YAML: line 1'],
    [
      'nothing but predictions that all nodes answer',
      predict(`{ ${nodes}, podSpec: {} }`),
      '14:14 is answered by all nodes or by none',
    ],
  ])('%s', (_, question, message) => {
    const issues = third(question);
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatch(/^docs\/x\/y\.quiz\.yaml:\d+:\d+ /);
    expect(issues[0]).toContain(message);
  });

  it('takes a prediction that all nodes answer beside one that tells them apart', () => {
    const all = predict(`{ ${nodes}, podSpec: {} }`).replace('id: predict', 'id: all');
    expect(issuesOf(choice('one'), all, predict(`{ ${nodes}, podSpec: { nodeSelector: { disk: ssd } } }`))).toEqual([]);
  });

  it('fewer than three questions and more than five', () => {
    expect(issuesOf(...fine)).toEqual([
      'docs/x/y.quiz.yaml:2:3 expects `questions` to be a list of 3 to 5 but found a list.',
    ]);
    expect(issuesOf(...['a', 'b', 'c', 'd', 'e', 'f'].map(choice))).toHaveLength(1);
  });

  it('what is no YAML, in every file', () => {
    const { quiz, issues } = readQuiz('questions: [', { shown: 'q.yaml', lesson: 'x/y', labs });
    expect(quiz).toBeUndefined();
    expect(issues).toHaveLength(1);
  });
});
