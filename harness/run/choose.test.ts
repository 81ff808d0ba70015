import { describe, expect, it } from 'vitest';
import type { ProviderName } from '../cluster/provider.ts';
import type { Lab } from '../lab/index.ts';
import { type Choice, chooseProvider, describeChoices, type Site, wantedProvider } from './choose.ts';

const lab = (slug: string, needs: Lab['needs'] = ['nodes'], nodes = 1): Lab =>
  ({
    slug,
    title: slug,
    dir: '/',
    needs,
    topology: { nodes: Array.from({ length: nodes }, (_, index) => ({ name: `worker-${index + 1}` })) },
    files: [],
    steps: [],
    starter: {},
    traps: {},
  }) as unknown as Lab;

const site = (name: ProviderName, capabilities: Lab['needs'], rest: Partial<Site> = {}): Site => ({
  provider: {
    name,
    capabilities: new Set(capabilities),
    fits: async ({ nodes }) =>
      name !== 'kwok' && nodes.length > 4 ? `has at most 4 nodes, not ${nodes.length}` : undefined,
  },
  ...rest,
});
const kwok = site('kwok', ['nodes', 'capacity', 'simulated-readiness']);
const kind = site('kind', ['nodes', 'kubelet']);
const without = site('kind', ['nodes', 'kubelet'], { unavailable: 'No container engine answers.' });

describe('wantedProvider', () => {
  it.each([
    [['nodes'], 'auto', 'kwok'],
    [['nodes', 'kubelet'], 'auto', 'kind'],
    [['kubelet'], 'kwok', 'kwok'],
    [['nodes'], 'kind', 'kind'],
    [['nodes'], 'kubeconfig', 'kubeconfig'],
  ] as const)('%j asked for %s is for %s', (needs, asked, wanted) => {
    expect(wantedProvider({ needs: [...needs] }, asked)).toBe(wanted);
  });
});

describe('chooseProvider', () => {
  it.each<[string, Lab, Site, string | undefined]>([
    ['what needs nodes runs on kwok', lab('a'), kwok, undefined],
    ['what needs a kubelet runs on kind', lab('a', ['kubelet']), kind, undefined],
    [
      'what needs a kubelet does not on kwok',
      lab('a', ['nodes', 'kubelet']),
      kwok,
      'needs kubelet, which kwok does not offer',
    ],
    [
      'what needs a stage of kwok’s does not on kind',
      lab('a', ['simulated-readiness']),
      kind,
      'needs simulated-readiness, which kind does not offer',
    ],
    [
      'each lacking need is named',
      lab('a', ['capacity', 'simulated-readiness']),
      kind,
      'needs capacity, simulated-readiness, which kind does not offer',
    ],
    ['nodes that kind cannot have', lab('a', ['nodes'], 5), kind, 'has at most 4 nodes, not 5'],
    ['the same nodes on kwok', lab('a', ['nodes'], 5), kwok, undefined],
    ['no engine', lab('a', ['kubelet']), without, 'takes a kind cluster. No container engine answers.'],
    [
      'a lacking need comes before a lacking engine, which would not help',
      lab('a', ['capacity']),
      without,
      'needs capacity, which kind does not offer',
    ],
    ['somebody’s own cluster offers the nodes it has', lab('a'), site('kubeconfig', []), undefined],
    [
      'and no kubelet where its nodes are simulated',
      lab('a', ['kubelet']),
      site('kubeconfig', []),
      'needs kubelet, which kubeconfig does not offer',
    ],
    ['a site may refuse one lab', lab('a'), site('kubeconfig', [], { refuses: ({ slug }) => `not ${slug}` }), 'not a'],
  ])('%s', async (_, subject, where, reason) => {
    expect(await chooseProvider(subject, where)).toEqual({
      lab: subject,
      provider: where.provider.name,
      ...(reason !== undefined && { reason }),
    });
  });
});

describe('describeChoices', () => {
  const on = (provider: ProviderName, reason?: string) => ({ lab: lab('a'), provider, ...(reason && { reason }) });

  it.each<[Choice[], string]>([
    [[on('kwok')], '1 lab on kwok'],
    [[on('kwok'), on('kind'), on('kwok')], '2 labs on kwok, 1 on kind (engine 28.0 answers)'],
    [[on('kwok'), on('kind', 'why'), on('kind', 'why')], '1 lab on kwok, 2 skipped'],
    [[on('kind', 'why')], '1 skipped'],
  ])('case %#', (choices, text) => {
    expect(describeChoices(choices, { kind: 'engine 28.0 answers' })).toBe(text);
  });
});
