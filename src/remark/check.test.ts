import { describe, expect, it } from 'vitest';
import { lesson, mistakesIn } from './testing.ts';

const place = 'docs/placement/node-selector.mdx';

describe('a lesson that names what exists', () => {
  it.each([
    '<Lab slug="node-selector" />',
    '<Step lab="node-selector" id="apply" />',
    '<Step lab="node-selector" id="apply" show={["kubectl get nodes -L disk"]} />',
    '<LabFile lab="node-selector" path="solution/agent.yaml" lines="7-9" only="5-12" />',
    '<LabFile lab="node-selector" path="traps/selector-case-typo/agent.yaml" />',
    '<Topology lab="hardware-tiers" />',
    '<Placement lab="node-selector" variant="starter" file="agent.yaml" />',
    '<Placement lab="node-selector" variant="traps/selector-case-typo" file="agent.yaml" caption="What the typo does" />',
    '<Replay lab="rolling-update" />',
    '<Replay recording="rollout-1000" />',
    '<Step lab="node-selector" id="apply" predict />',
    '<Claim source="S2" says="x" holds="partly">y</Claim>',
    '<Aside title="By the way">Text.</Aside>',
    '<Claim source="S2" says="A DaemonSet has replicas">It has none.</Claim>',
  ])('passes: %s', async (body) => {
    expect(await mistakesIn(lesson(body))).toEqual([]);
  });
});

describe('a lesson that names what does not exist', () => {
  it.each([
    [
      '<Lab slug="node-selectr" />',
      '8:6 names the lab `node-selectr`, which does not exist. Did you mean `node-selector`?',
    ],
    [
      '<Step lab="nodeselector" id="apply" />',
      '8:7 names the lab `nodeselector`, which does not exist. Did you mean `node-selector`?',
    ],
    [
      '<Step lab="node-selector" id="aply" />',
      '8:27 names the step of the lab `node-selector` `aply`, which does not exist. Did you mean `apply`?',
    ],
    [
      '<Step lab="node-selector" id="apply" show={["kubectl get nodes -L disks"]} />',
      '8:38 names the command of the step `apply` `kubectl get nodes -L disks`, which does not exist. Did you mean `kubectl get nodes -L disk`?',
    ],
    [
      '<LabFile lab="node-selector" path="solution/agnt.yaml" />',
      '8:30 names the file of the lab `node-selector` `solution/agnt.yaml`, which does not exist. Did you mean `solution/agent.yaml`?',
    ],
    ['<LabFile lab="node-selector" path="traps/host-name-instead/agent.yml" />', 'traps/host-name-instead/agent.yaml'],
    [
      '<LabFile lab="node-selector" path="solution/agent.yaml" lines="7-900" />',
      '8:57 expects `lines` to be lines such as 3, 3-5',
    ],
    ['<LabFile lab="node-selector" path="solution/agent.yaml" only="5-2" />', '8:57 expects `only` to be lines'],
    ['<Topology lab="hardware" />', '8:11 names the lab `hardware`, which does not exist.'],
    ['<Placement lab="node-selector" variant="traps/typo" file="agent.yaml" />', '8:32 names the variant of the lab'],
    ['<Placement lab="node-selector" variant="starter" file="agnt.yaml" />', 'Did you mean `agent.yaml`?'],
    ['<Placement lab="node-selector" variant="starter" file="agent.yaml" daemonSet="other" />', '8:1 '],
    [
      '<Replay lab="node-selector" />',
      '8:9 names the recorded timeline of the lab `node-selector`, which does not exist.',
    ],
    ['<Replay recording="rollout-100" />', '8:9 names the recording `rollout-100`, which does not exist.'],
    ['<Replay />', '8:1 expects either `lab` or `recording`.'],
    ['<Replay lab="rolling-update" recording="rollout-1000" />', '8:1 expects either `lab` or `recording`.'],
    [
      '<Figure name="no-such-figure" caption="A figure" />',
      '8:9 names the figure `no-such-figure`, which does not exist.',
    ],
    [
      '<Claim source="S9" says="x">y</Claim>',
      '8:8 names the source `S9`, which does not exist. Expected one of: S0, S1',
    ],
    ['<Claim source="S1" says="x" holds="maybe">y</Claim>', '8:29 names the answer `maybe`, which does not exist.'],
    ['<Labb slug="node-selector" />', '8:1 uses the unknown component <Labb>. Expected one of: Lab, Step,'],
    ['Text <Stp lab="node-selector" id="apply" /> in a line', '8:6 uses the unknown component <Stp>.'],
  ])('fails: %s', async (body, message) => {
    const [first, ...others] = await mistakesIn(lesson(body));
    expect(first).toContain(message.startsWith('8:') ? `${place}:${message}` : message);
    expect(others).toEqual([]);
  });
});

describe('attributes', () => {
  it.each([
    ['<Lab />', '8:1 expects <Lab> to have `slug`.'],
    ['<Lab slug={name} />', '8:6 expects `slug` of <Lab> to be a text in quotes.'],
    ['<Lab slug="" />', '8:6 expects `slug` of <Lab> to be a text in quotes.'],
    [
      '<Lab slug="node-selector" sulg="x" />',
      '8:27 gives <Lab> the unknown attribute `sulg`. Expected: slug. Did you mean `slug`?',
    ],
    ['<Lab {...props} />', '8:6 gives <Lab> attributes that only running the page would tell.'],
    [
      '<Step lab="node-selector" id="apply" show="kubectl get nodes" />',
      '8:38 expects `show` of <Step> to be a list of texts',
    ],
    ['<Step lab="node-selector" id="apply" show={[1]} />', '8:38 expects `show` of <Step> to be a list of texts'],
    ['<Step lab="node-selector" id="apply" predict="yes" />', '8:38 expects `predict` of <Step> to be there'],
    ['<Aside>Text.</Aside>', '8:1 expects <Aside> to have `title`.'],
  ])('fail: %s', async (body, message) => {
    expect((await mistakesIn(lesson(body))).join('\n')).toContain(`${place}:${message}`);
  });

  it('may come from a component that the page imports itself', async () => {
    expect(await mistakesIn(lesson("import Tabs from '@theme/Tabs';\n\n<Tabs {...props} />"))).toEqual([]);
  });
});

describe('a page', () => {
  it('has all its mistakes reported, from top to bottom', async () => {
    const mistakes = await mistakesIn(
      lesson('<Lab slug="a-lab" />\n\n# Title\n\n<Step lab="node-selector" id="nothing" />'),
    );
    expect(mistakes.map((mistake) => mistake.split(' ')[0])).toEqual([
      `${place}:8:6`,
      `${place}:10:1`,
      `${place}:12:27`,
    ]);
  });

  it('fails without its quiz file', async () => {
    expect(await mistakesIn(lesson('Text.'), 'docs/placement/no-such-lesson.mdx')).toEqual([
      'docs/placement/no-such-lesson.mdx:10:1 asks for a quiz, but docs/placement/no-such-lesson.quiz.yaml does not exist.',
    ]);
  });
});
