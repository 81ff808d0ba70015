import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LabError } from '../errors.ts';
import { expectationSchemas } from './expectations.ts';
import { loadCourse } from './load.ts';
import { labFiles, mistakesAfter, mistakesIn, validLab, writeLabs } from './test-labs.ts';

const fixtures = join(import.meta.dirname, 'fixtures');
const kinds = Object.keys(expectationSchemas).join(', ');

describe('valid labs', () => {
  test('every fixture named valid-* loads', async () => {
    const names = (await readdir(fixtures)).filter((name) => name.startsWith('valid-'));
    expect(names).not.toEqual([]);
    for (const name of names) expect((await loadCourse(join(fixtures, name))).labs).not.toEqual([]);
  });

  test('a lab is plain data with its defaults filled in', async () => {
    const { title, labs } = await loadCourse(join(fixtures, 'valid-minimal'));
    const [lab] = labs;
    expect(title).toBe('A course of one lab');
    expect(structuredClone(lab)).toEqual(lab);
    expect(lab).toMatchObject({ slug: 'only-ssd', needs: ['nodes'], dir: join(fixtures, 'valid-minimal', 'only-ssd') });
    expect(lab?.topology.nodes[0]?.taints).toEqual([
      { key: 'gpu', value: 'true', effect: 'NoSchedule' },
      { key: 'old', value: '', effect: 'NoExecute' },
    ]);
    expect(lab?.steps[0]?.expect).toEqual([
      { expectation: 'onePodPerMatchingNode', daemonSet: 'agent', intended: { labels: 'disk=ssd' } },
    ]);
    expect(lab?.traps['relabelled-by-hand']?.ownFiles).toEqual([]);
  });

  test('labs come in the order of course.yaml', async () => {
    const dir = await writeLabs({
      'course.yaml': 'title: T\nsections: [{ title: S, labs: [b, a] }]\n',
      ...labFiles('a'),
      ...labFiles('b'),
    });
    expect((await loadCourse(dir)).labs.map(({ slug }) => slug)).toEqual(['b', 'a']);
  });
});

describe('keys and values', () => {
  test.each<[string, string | RegExp, string, string]>([
    [
      'an unknown key is named with the nearest known one',
      'daemonSet: agent',
      'daemonSet: agent\n          daemonset: agent',
      'labs/x/lab.yaml:16:11 has unknown key `daemonset`. Expected one of: daemonSet, namespace, intended, kept, mayKeep, allowEmpty, timeout, holdsFor. Did you mean `daemonSet`?',
    ],
    [
      'an unknown key at the top has its place',
      'task: Run',
      'hint: Look\ntask: Run',
      'labs/x/lab.yaml:8:1 has unknown key `hint`. Expected one of: title, summary, needs, minutes, topology, timeline, nodes, task, files, steps, starter, traps, hints. Did you mean `hints`?',
    ],
    [
      'an unknown kind of expectation is named',
      'onePodPerMatchingNode',
      'onePodPerNode',
      `labs/x/lab.yaml:14:9 has unknown key \`onePodPerNode\`. Expected one of: ${kinds}.`,
    ],
    [
      'an unknown key of intended is named',
      'intended: { labels:',
      'intended: { label:',
      'labs/x/lab.yaml:16:23 has unknown key `label`. Expected one of: labels, names, reference. Did you mean `labels`?',
    ],
    [
      'a missing key is reported at its map',
      /title: .*\n/,
      '',
      'labs/x/lab.yaml:1:1 expects `title` to be text but found nothing.',
    ],
    [
      'a value of the wrong type says what was found',
      'run: kubectl apply -f agent.yaml',
      'run: [kubectl, apply]',
      'labs/x/lab.yaml:12:10 expects `steps[0].run` to be text but found a list.',
    ],
    [
      'a boolean where text is due asks for quotes',
      'disk: ssd',
      'disk: true',
      'labs/x/lab.yaml:5:23 expects `topology.nodes[0].labels.disk` to be text but found the boolean true. Put it in quotes.',
    ],
    [
      'an empty list of expectations is refused',
      /expect:\n(.*\n){3}/,
      'expect: []\n',
      'labs/x/lab.yaml:13:13 expects `steps[0].expect` to be a list with at least one item but found an empty list.',
    ],
    [
      'two kinds in one expectation are refused',
      'intended: { labels: disk=ssd }',
      'intended: { labels: disk=ssd }\n        podsReplaced: { daemonSet: agent, on: none }',
      `labs/x/lab.yaml:14:9 expects \`steps[0].expect[0]\` to be a map with exactly one of the keys ${kinds} but found a map.`,
    ],
    [
      'intended that is neither all nor a map is refused',
      'intended: { labels: disk=ssd }',
      'intended: every',
      'labs/x/lab.yaml:16:21 expects `steps[0].expect[0].onePodPerMatchingNode.intended` to be `all`, or a map but found `every`.',
    ],
    [
      'a taint without a known effect is refused',
      'gpu=true:NoSchedule',
      'gpu=true:NoScheduling',
      'labs/x/lab.yaml:7:16 expects `topology.nodes[1].taints[0]` to be a taint such as gpu=true:NoSchedule, its effect one of NoSchedule, PreferNoSchedule, NoExecute but found `gpu=true:NoScheduling`.',
    ],
    [
      'a duration without a unit is refused',
      'daemonSet: agent',
      "daemonSet: agent\n          timeout: '30'",
      'labs/x/lab.yaml:16:20 expects `steps[0].expect[0].onePodPerMatchingNode.timeout` to be a duration such as 500ms, 30s or 2m but found `30`.',
    ],
    [
      'an unknown capability is refused with a guess',
      'task: Run',
      'needs: [kubelets]\ntask: Run',
      'labs/x/lab.yaml:8:9 expects `needs[0]` to be one of: nodes, capacity, component-control, simulated-readiness, kubelet but found `kubelets`. Did you mean `kubelet`?',
    ],
    [
      'a file outside the lab folder is refused',
      'files: [agent.yaml]',
      'files: [../agent.yaml]',
      'labs/x/lab.yaml:9:9 expects `files[0]` to be a path inside the lab folder, without . or .. but found `../agent.yaml`.',
    ],
    [
      'a node name that Kubernetes would refuse is refused',
      'name: worker-2',
      'name: Worker_2',
      'labs/x/lab.yaml:6:13 expects `topology.nodes[1].name` to be a DNS-1123 name: lower-case letters, digits, - and . but found `Worker_2`.',
    ],
  ])('%s', async (_name, find, replace, message) => {
    expect(await mistakesAfter(find, replace)).toContain(message);
  });

  test.each(['OK', 'API_UNREACHABLE', 'POD_ON_UNINTENDED'])('a lab cannot declare the failure %s', async (code) => {
    const [message] = await mistakesAfter('POD_ON_UNINTENDED_NODE', code);
    expect(message).toMatch(/^labs\/x\/lab\.yaml:17:40 expects `starter\.fails\.code` to be one of: COMMAND_FAILED, /);
    expect(message).toContain(`but found \`${code}\`.`);
  });

  test('a selector that cannot be read is refused, with the reason', async () => {
    const [message] = await mistakesAfter('labels: disk=ssd', "labels: 'disk in ssd'");
    expect(message).toMatch(
      /^labs\/x\/lab\.yaml:16:31 expects `steps\[0\]\.expect\[0\]\.onePodPerMatchingNode\.intended\.labels` to be a label selector such as disk=ssd \(.+\) but found `disk in ssd`\.$/,
    );
  });

  test('a trap whose name is not kebab-case is reported at its key', async () => {
    expect(await mistakesAfter('  typo:', '  Typo:', { 'x/traps/typo/agent.yaml': undefined })).toContain(
      'labs/x/lab.yaml:19:3 expects the key `traps.Typo` to be lower-case words joined by hyphens.',
    );
  });
});

describe('YAML', () => {
  test('a duplicate key is an error at its second place', async () => {
    expect(await mistakesAfter('task: Run', 'title: Again\ntask: Run')).toEqual([
      'labs/x/lab.yaml:8:1 has the key `title` a second time. Expected it once.',
    ]);
  });

  test('invalid YAML is an error with its place, and nothing else is said of the file', async () => {
    expect(await mistakesAfter('files: [agent.yaml]', 'files: [agent.yaml')).toEqual([
      expect.stringMatching(/^labs\/x\/lab\.yaml:10:1 is not valid YAML: .+\.$/),
    ]);
  });

  test.each([
    ['', 'labs/x/lab.yaml:1:1 expects the file to be a map but found nothing.'],
    ['- a\n', 'labs/x/lab.yaml:1:1 expects the file to be a map but found a list.'],
    ['text\n', 'labs/x/lab.yaml:1:1 expects the file to be a map but found `text`.'],
  ])('a lab.yaml of %j is refused', async (content, message) => {
    expect(await mistakesAfter('', '', { 'x/lab.yaml': content })).toContain(message);
  });

  test('line ends of Windows move no position', async () => {
    const windows = validLab.replace('task: Run', 'tasks: Run').replaceAll('\n', '\r\n');
    const [, message] = await mistakesAfter('', '', { 'x/lab.yaml': windows });
    expect(message).toMatch(/^labs\/x\/lab\.yaml:8:1 has unknown key `tasks`\./);
  });

  test('no damage to a lab.yaml makes the loader throw anything else than a list of mistakes', async () => {
    const damage = fc.record({
      at: fc.nat(validLab.length),
      cut: fc.nat(12),
      put: fc.constantFrom('', ':', '- ', '{', '[', '\n', ' ', 'null', '*a', '&a ', '"'),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ at, cut, put }) => {
        const damaged = validLab.slice(0, at) + put + validLab.slice(at + cut);
        const mistakes = await mistakesAfter('', '', { 'x/lab.yaml': damaged });
        for (const mistake of mistakes) expect(mistake).toMatch(/^labs\/x\/\S+ [a-z]/);
      }),
      {
        numRuns: Number(process.env.ONE_PER_NODE_RUNS ?? 150),
        // A trap without a name made the path of its folder end in a slash; an alias without an anchor cannot be read.
        examples: [[{ at: 482, cut: 6, put: ':' }], [{ at: 106, cut: 0, put: '*a' }]],
      },
    );
  });
});

describe('course.yaml', () => {
  test('a lab that does not exist and a folder that is not listed are both reported', async () => {
    expect(
      await mistakesIn({
        'course.yaml': 'title: T\nsections: [{ title: S, labs: [tainst] }]\n',
        ...labFiles('taints'),
      }),
    ).toEqual([
      'labs/course.yaml:2:1 does not list `taints`, but there is a folder labs/taints. Expected each lab to have its place in the order.',
      'labs/course.yaml:2:31 lists `tainst`, but labs/tainst/lab.yaml does not exist. Did you mean `taints`?',
    ]);
  });

  test('a lab that is listed twice is reported', async () => {
    expect(
      await mistakesIn({ 'course.yaml': 'title: T\nsections: [{ title: S, labs: [x, x] }]\n', ...labFiles('x') }),
    ).toEqual(['labs/course.yaml:2:34 lists the lab `x` a second time. Expected it once.']);
  });

  test('a course without course.yaml is reported', async () => {
    expect(await mistakesIn({})).toEqual([
      'labs/course.yaml does not exist. Expected the title of the course and the order of its labs.',
    ]);
  });

  test('an empty course is refused', async () => {
    expect(await mistakesIn({ 'course.yaml': 'title: T\nsections: [{ title: S, labs: [] }]\n' })).toEqual([
      'labs/course.yaml:2:30 expects `sections[0].labs` to be a list with at least one item but found an empty list.',
    ]);
  });
});

test('the mistakes of other labs do not hold up one that is asked for, and its own do', async () => {
  const dir = await writeLabs({
    'course.yaml': 'title: T\nsections: [{ title: S, labs: [good, bad] }]\n',
    ...labFiles('good'),
    ...labFiles('bad', 'title: [}'),
    ...labFiles('unlisted'),
  });
  const { labs } = await loadCourse(dir, { only: ['good'] });
  expect(labs.map(({ slug, section }) => [slug, section])).toContainEqual(['good', 'S']);
  for (const slug of ['bad', 'unlisted'])
    await expect(loadCourse(dir, { only: ['good', slug] })).rejects.toThrow(`labs/${slug}`);
  await expect(loadCourse(dir)).rejects.toThrow('labs/bad/lab.yaml');
});

test('one error holds every mistake of two labs, also those beside a broken part', async () => {
  const first = validLab.replace('task: Run', 'tasks: Run').replace('step: apply, code: POD', 'step: aply, code: POD');
  const second = validLab.replace('title: Only', 'titel: Only').replace('nodes: [worker-1]', 'nodes: [worker-9]');
  const dir = await writeLabs({
    'course.yaml': 'title: T\nsections: [{ title: S, labs: [a, b] }]\n',
    ...labFiles('a', first),
    ...labFiles('b', second),
    'b/solution/agent.yaml': undefined,
  });
  const error = await loadCourse(dir).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(LabError);
  expect((error as LabError).message).toMatchInlineSnapshot(`
    "Found 7 mistakes in the labs:
      labs/a/lab.yaml:1:1 expects \`task\` to be text but found nothing.
      labs/a/lab.yaml:8:1 has unknown key \`tasks\`. Expected one of: title, summary, needs, minutes, topology, timeline, nodes, task, files, steps, starter, traps, hints. Did you mean \`task\`?
      labs/a/lab.yaml:17:27 names the step \`aply\`, which does not exist. Expected one of: apply. Did you mean \`apply\`?
      labs/b/lab.yaml:1:1 expects \`title\` to be text but found nothing.
      labs/b/lab.yaml:1:1 has unknown key \`titel\`. Expected one of: title, summary, needs, minutes, topology, timeline, nodes, task, files, steps, starter, traps, hints. Did you mean \`title\`?
      labs/b/lab.yaml:9:9 lists \`agent.yaml\`, but labs/b/solution/agent.yaml does not exist.
      labs/b/lab.yaml:20:69 names the node \`worker-9\`, which does not exist. Expected one of: worker-1, worker-2, or a node that a step adds."
  `);
});
