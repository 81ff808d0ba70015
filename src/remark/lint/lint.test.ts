import { describe, expect, it } from 'vitest';
import { firstLine, lesson, mistakesIn } from '../testing.ts';

const place = `docs/placement/node-selector.mdx:${firstLine}:1`;
const fence = (info: string, text: string) => `\`\`\`${info}\n${text}\n\`\`\``;

describe('a shell block', () => {
  it.each(['bash', 'sh', 'shell', 'console', 'zsh', 'Bash'])(
    'in %s fails where it does not say why',
    async (language) => {
      expect(await mistakesIn(lesson(fence(language, 'kubectl get nodes')))).toEqual([
        `${place} is a shell block that comes from no lab. Expected \`<Step lab="…" id="…" />\`, or a reason after the language: why="run this on your own cluster; it only reads".`,
      ]);
    },
  );

  it('fails with an empty reason', async () => {
    expect(await mistakesIn(lesson(fence('bash why=""', 'kubectl get nodes')))).toHaveLength(1);
    expect(await mistakesIn(lesson(fence('bash why=" "', 'kubectl get nodes')))).toHaveLength(1);
  });

  it('passes with one', async () => {
    expect(await mistakesIn(lesson(fence('bash why="it only reads"', 'kubectl get nodes')))).toEqual([]);
    expect(await mistakesIn(lesson(fence("bash title='x' why='it only reads'", 'kubectl get nodes')))).toEqual([]);
  });

  it('fails on reference pages too', async () => {
    const page = `---\ntitle: A page\ndescription: About it.\n---\n\n${fence('console', '$ course list')}\n`;
    expect(await mistakesIn(page, 'docs/reference/cli.mdx')).toEqual([
      expect.stringMatching(/^docs\/reference\/cli\.mdx:6:1 is a shell/),
    ]);
  });
});

describe('output that somebody typed', () => {
  it.each([
    ['a table', 'text', 'NAME       READY   STATUS\nagent-x    1/1     Running'],
    ['a table without a language', '', 'NAME         DESIRED   CURRENT   READY\nnode-agent   3         3         3'],
    ['a table with a namespace', 'text', 'NAMESPACE   NAME\ndefault     x'],
    ['a table of custom columns', 'text', 'NODE       READY\nworker-1   true'],
    ['a history', 'text', 'REVISION  CHANGE-CAUSE\n1         first'],
    ['events', 'text', 'LAST SEEN   TYPE     REASON\n1s   Normal   Created'],
    ['what became of an object', 'text', 'daemonset.apps/node-agent created'],
    ['what became of a pod', 'text', 'pod "node-agent-x" deleted'],
    ['a rollout', 'text', 'daemon set "node-agent" successfully rolled out'],
    ['a label', '', 'node/worker-2 labeled'],
    ['a refusal', 'text', 'Error from server (NotFound): pods "x" not found'],
    ['one behind a reason', 'console why="as it looks"', '$ kubectl get ds\nNAME   DESIRED   CURRENT\nx   1   1'],
  ])('fails: %s', async (_, info, text) => {
    expect(await mistakesIn(lesson(fence(info, text)))).toEqual([
      expect.stringContaining(`${place} looks like output that somebody typed`),
    ]);
  });

  it.each([
    ['a manifest', 'yaml', 'metadata:\n  name: node-agent'],
    ['a sketch', 'text', 'name of the node -> the pod on it'],
    ['JSON', 'json', '{ "NAME": "x" }'],
  ])('is not seen in %s', async (_, info, text) => {
    expect(await mistakesIn(lesson(fence(info, text)))).toEqual([]);
  });
});

describe('YAML', () => {
  it('may show a shape, but no whole manifest', async () => {
    const lines = (count: number) => Array.from({ length: count }, (_, at) => `key${at}: 1`).join('\n');
    expect(await mistakesIn(lesson(fence('yaml', lines(12))))).toEqual([]);
    expect(await mistakesIn(lesson(fence('yaml', lines(13))))).toEqual([
      expect.stringContaining(`${place} is YAML of 13 lines.`),
    ]);
  });
});

describe('headings', () => {
  it.each(['# Title', 'Title\n=====', '<h1>Title</h1>'])('fail on the first level: %s', async (heading) => {
    expect(await mistakesIn(lesson(heading))).toEqual([
      expect.stringContaining(`${place} is a heading of the first level.`),
    ]);
  });

  it('fail below the third level', async () => {
    expect(await mistakesIn(lesson('## A\n\n### B\n\n#### C'))).toEqual([
      expect.stringContaining(':12:1 is a heading of level 4.'),
    ]);
  });
});

describe('asides', () => {
  it('fail from the third on, whatever they are', async () => {
    const two = '<Aside title="One">a</Aside>\n\n:::note\n\nb\n\n:::';
    expect(await mistakesIn(lesson(two))).toEqual([]);
    const mistakes = await mistakesIn(lesson(`${two}\n\n<Aside title="Three">c</Aside>\n\n:::tip\n\nd\n\n:::`));
    expect(mistakes).toEqual([
      expect.stringContaining(':16:1 is aside number 3. Expected at most 2 on a page'),
      expect.stringContaining(':18:1 is aside number 4.'),
    ]);
  });
});

describe('the quiz', () => {
  it('fails when it is missing, and when it is there twice', async () => {
    const without = lesson('Text.').replace('<Quiz />', '');
    expect(await mistakesIn(without)).toEqual([
      expect.stringContaining('expects a lesson to have one `<Quiz />` but found none.'),
    ]);
    expect(await mistakesIn(lesson('<Quiz />'))).toEqual([
      expect.stringContaining(':10:1 expects a lesson to have one `<Quiz />` but found 2.'),
    ]);
  });

  it('is not asked of other pages', async () => {
    expect(await mistakesIn('---\ntitle: A page\ndescription: About it.\n---\n', 'docs/start.mdx')).toEqual([]);
  });
});
