import { findEngine, startVariable, whyNotStart } from '../cluster/engine/index.ts';
import type { ProviderName } from '../cluster/provider.ts';
import type { Lab } from '../lab/index.ts';
import { whyNotBesideOthers } from '../run/beyond.ts';
import { type Choice, chooseProvider, type Site, wantedProvider } from '../run/choose.ts';
import type { ClusterFlags } from './cluster-options.ts';
import type { CliContext } from './context.ts';
import type { Cluster } from './open-cluster.ts';
import type { RunClusters } from './run-clusters.ts';

interface Chosen {
  choices: Choice[];
  /** Why a provider could be chosen, for people. */
  why: Partial<Record<ProviderName, string>>;
}

type RunFlags = ClusterFlags & { traps?: boolean | undefined };

/** Chooses a provider for each lab. No cluster is started for that, and no engine is looked for where no lab needs one. */
export async function choose(labs: readonly Lab[], clusters: RunClusters, flags: RunFlags): Promise<Chosen> {
  const sites = new Map<ProviderName, Site>();
  const why: Chosen['why'] = {};
  for (const name of new Set(labs.map((lab) => wantedProvider(lab, flags.provider)))) {
    const cluster = await clusters.first(name);
    // It is asked what it has, and never started.
    if (name === 'kubeconfig') await cluster.provider.up();
    const found = await siteOf(cluster, flags);
    sites.set(name, found.site);
    if (found.why !== undefined) why[name] = found.why;
  }
  const siteFor = (lab: Lab) => sites.get(wantedProvider(lab, flags.provider)) as Site;
  const choices = await Promise.all(labs.map((lab) => chooseProvider(lab, siteFor(lab))));
  return { choices, why };
}

/** What is known of a cluster before it is started, and why it can be had. */
export async function siteOf({ provider, context }: Cluster, flags: RunFlags): Promise<{ site: Site; why?: string }> {
  if (provider.name === 'kubeconfig') {
    const scope = { traps: flags.traps ?? false, mayChangeNodes: flags.allowNodeChanges ?? false };
    return { site: { provider, refuses: (lab) => whyNotBesideOthers(lab, scope) } };
  }
  // Whoever names kind gets the error itself when it cannot start.
  if (provider.name !== 'kind' || flags.provider !== 'auto') return { site: { provider } };
  const { why, unavailable } = await engineFor(context);
  return { site: { provider, ...(unavailable && { unavailable }) }, ...(why && { why }) };
}

/** Whether an engine answers or may be started, and what to say of it. */
async function engineFor({ env, signal }: CliContext): Promise<{ why?: string; unavailable?: string }> {
  const found = await findEngine({ env, signal });
  if (found.kind === 'found') return { why: `engine ${found.engine.version} answers` };
  if (whyNotStart({ env, platform: process.platform, uid: process.getuid?.() }) === undefined)
    return { why: 'an engine is started for it' };
  return { unavailable: `${found.reason} Start Docker, or as root on Linux set ${startVariable}=1.` };
}
