import type { Provider, ProviderName } from '../cluster/provider.ts';
import type { Lab } from '../lab/index.ts';
import { topologyOf } from './topology.ts';

/** What `--provider` may say. */
export type AskedProvider = 'auto' | ProviderName;

/** A provider as it is known before anything is started there. */
export interface Site {
  provider: Pick<Provider, 'name' | 'capabilities' | 'fits'>;
  /** Why no cluster can be had there at all, in sentences. */
  unavailable?: string;
  /** Why this very lab cannot run there, as a clause about the lab, beside its needs and its nodes. */
  refuses?: (lab: Lab) => string | undefined;
}

/** Where a lab runs; with a reason: why it is skipped there. */
export interface Choice {
  lab: Lab;
  provider: ProviderName;
  reason?: string;
}

/** Where a lab is at home: what it prints is recorded there, and `auto` runs it there. */
export function homeOf({ needs }: Pick<Lab, 'needs'>): 'kwok' | 'kind' {
  return needs.includes('kubelet') ? 'kind' : 'kwok';
}

/** The provider that a lab is for: its home, unless another was asked for. */
export function wantedProvider(lab: Pick<Lab, 'needs'>, asked: AskedProvider): ProviderName {
  return asked === 'auto' ? homeOf(lab) : asked;
}

/** Chooses where a lab runs, or says why it cannot. */
export async function chooseProvider(lab: Lab, site: Site): Promise<Choice> {
  const reason = await whyNot(lab, site);
  return { lab, provider: site.provider.name, ...(reason !== undefined && { reason }) };
}

async function whyNot(lab: Lab, { provider, unavailable, refuses }: Site): Promise<string | undefined> {
  const missing = lab.needs.filter((need) => !offers(provider, need));
  if (missing.length > 0) return `needs ${missing.join(', ')}, which ${provider.name} does not offer`;
  if (unavailable !== undefined) return `takes a ${provider.name} cluster. ${unavailable}`;
  return (await provider.fits(topologyOf(lab))) ?? refuses?.(lab);
}

/** Somebody's own cluster offers the nodes that it has; whether these are the lab's own, and stay so, is asked elsewhere. */
function offers({ name, capabilities }: Site['provider'], need: Lab['needs'][number]): boolean {
  return capabilities.has(need) || (name === 'kubeconfig' && need === 'nodes');
}

/** What was chosen, in a line: how many labs on which provider, and how many on none. */
export function describeChoices(choices: readonly Choice[], why: Partial<Record<ProviderName, string>> = {}): string {
  const running = Map.groupBy(
    choices.filter(({ reason }) => reason === undefined),
    ({ provider }) => provider,
  );
  const skipped = choices.filter(({ reason }) => reason !== undefined).length;
  const parts = [...running].map(([provider, { length }], index) => {
    const labs = index === 0 ? (length === 1 ? ' lab' : ' labs') : '';
    return `${length}${labs} on ${provider}${why[provider] ? ` (${why[provider]})` : ''}`;
  });
  return [...parts, ...(skipped > 0 ? [`${skipped} skipped`] : [])].join(', ');
}
