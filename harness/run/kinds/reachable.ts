import { durationMs, type Lab } from '../../lab/index.ts';
import { ownOf } from '../../lab/kinds/reachable.ts';
import { ensureProbePods } from '../../observe/reach/probe-pods.ts';
import { askRound, type ReachClaim } from '../../observe/reach/round.ts';
import { settleReach } from '../../observe/reach/settle.ts';
import type { Destination } from '../../observe/reach/targets.ts';
import { toIntended } from './intended.ts';
import type { Kind, Of } from './kind.ts';
import { paced } from './settling.ts';

/** How long the pods that ask may take to start, beyond the expectation's own time. */
const probePodsMs = 30_000;

export const reachable: Kind<'reachable'> = async (expectation, { api, provider, lab, namespace, signal }) => {
  const claim = toClaim(expectation, { lab, namespace: expectation.namespace ?? namespace });
  // The pods start while the step's command runs.
  if (claim.from.kind === 'pods') await ensureProbePods(api);
  const tools = {
    api,
    runOnNode: (node: string, command: readonly string[]) =>
      provider.node('exec', node, ['--read-only', '--', ...command]),
    ...(signal && { signal }),
  };
  const { timeout, holdsFor } = expectation;
  const options = {
    timeoutMs: paced(provider, durationMs(timeout)),
    graceMs: paced(provider, probePodsMs),
    ...(holdsFor && { holdsForMs: durationMs(holdsFor) }),
    ...(signal && { signal }),
  };
  return async () => ({ verdict: await settleReach(() => askRound(claim, tools), options), fixedWaitMs: 0 });
};

interface Place {
  lab: Lab;
  namespace: string;
}

function toClaim(expectation: Of<'reachable'>, { lab, namespace }: Place): ReachClaim {
  const { from, to, path, answer, answeredBy, of } = expectation;
  const chosen = (spec: Parameters<typeof toIntended>[0]) => toIntended(spec, { lab, name: '' });
  return {
    namespace,
    from: fromOf(from, chosen),
    to: destination(to, chosen),
    path,
    pattern: answer,
    own: ownOf(expectation),
    ...(of !== undefined && { of }),
    ...(answeredBy !== 'none' && { answeredBy: chosen(answeredBy) }),
  };
}

type Choose = (spec: Parameters<typeof toIntended>[0]) => ReturnType<typeof toIntended>;

function fromOf(from: Of<'reachable'>['from'], chosen: Choose): ReachClaim['from'] {
  if (from === 'host') return { kind: 'host' };
  return 'nodes' in from ? { kind: 'nodes', on: chosen(from.nodes) } : { kind: 'pods', on: chosen(from.pods) };
}

/** The schema sees to it that one of the forms is there, with its port. */
function destination(to: Of<'reachable'>['to'], chosen: Choose): Destination {
  const { nodes, nodePort, pods, service, host, port = 0 } = to;
  if (nodes !== undefined && nodePort !== undefined)
    return { kind: 'nodePort', nodes: chosen(nodes), service: nodePort, ...(port > 0 && { port }) };
  if (nodes !== undefined) return { kind: 'nodes', nodes: chosen(nodes), port };
  if (pods !== undefined) return { kind: 'pods', selector: pods, port };
  if (service !== undefined) return { kind: 'service', service, port };
  return { kind: 'host', host: host ?? '', port };
}
