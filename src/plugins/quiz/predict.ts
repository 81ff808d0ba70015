import { stringify } from 'yaml';
import { didYouMean, type Lab, type NodeSpec } from '../../../harness/lab/index.ts';
import { compilePlacement } from '../../../harness/placement/index.ts';
import { ManifestError, readDaemonSets, YamlError } from '../../../harness/placement/manifest.ts';
import type { DaemonSet, Node, Placement } from '../../../harness/placement/types.ts';
import { type Checked, checkDaemonSet } from '../../../harness/placement/validate/index.ts';
import { markedBy, nodeOf } from '../../components/Topology/node-of.ts';
import type { PredictSpec } from './schema.ts';
import type { PredictedNode, PredictQuestion } from './types.ts';

/** Why a prediction has no answer, and under which key of it the mistake stands. */
export class PredictError extends Error {
  readonly key: string;

  constructor(key: string, message: string) {
    super(message);
    this.key = key;
  }
}

type Answer = Pick<PredictQuestion, 'manifest' | 'manifestIs' | 'nodes'>;

/** What the placement model says of each node, or a `PredictError`: no answer is ever typed in. */
export function answerTo(spec: PredictSpec, labs: readonly Lab[]): Answer {
  const nodes = nodesFor(spec, labs).map(nodeOf);
  const whole = spec.daemonSet !== undefined;
  const place = compilePlacement(whole ? readOne(spec.daemonSet ?? '') : around(spec.podSpec));
  return {
    manifestIs: whole ? 'daemonSet' : 'podSpec',
    manifest: whole ? `${spec.daemonSet?.trim()}\n` : stringify(spec.podSpec, { lineWidth: 0 }),
    nodes: nodes.map((node) => predicted(node, place(node))),
  };
}

function nodesFor({ nodes, lab }: PredictSpec, labs: readonly Lab[]): NodeSpec[] {
  const found = nodes ?? labs.find(({ slug }) => slug === lab)?.topology.nodes;
  const slugs = labs.map(({ slug }) => slug);
  if (!found)
    throw new PredictError('lab', `names the lab \`${lab}\`, which does not exist.${didYouMean(lab ?? '', slugs)}`);
  const repeated = found.find(({ name }, at) => found.findIndex((node) => node.name === name) < at);
  if (repeated) throw new PredictError('nodes', `has the node \`${repeated.name}\` a second time. Expected it once.`);
  return found;
}

/** The one DaemonSet of a manifest, read as kubectl reads it. */
function readOne(manifest: string): DaemonSet {
  const wrong = (message: string) => new PredictError('daemonSet', message);
  try {
    const { daemonSets, skipped, duplicates } = readDaemonSets(manifest);
    const [first, ...others] = daemonSets;
    if (!first || others.length > 0 || skipped.size > 0)
      throw wrong(`expects one DaemonSet and nothing else but found ${daemonSets.length + skipped.size} objects.`);
    if (duplicates[0])
      throw wrong(`has the key \`${duplicates[0].key}\` a second time, on its line ${duplicates[0].line}.`);
    return accepted(first.checked, 'daemonSet');
  } catch (error) {
    if (error instanceof YamlError) throw wrong(`is not valid YAML: line ${error.line}: ${error.message}.`);
    if (error instanceof ManifestError) throw wrong(`cannot be used: ${error.message}.`);
    throw error;
  }
}

/** A DaemonSet that is about nothing but this part of its template. */
function around(podSpec: PredictSpec['podSpec']): DaemonSet {
  const labels = { app: 'agent' };
  const manifest = {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'agent' },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'agent', image: 'agent:1' }], ...podSpec } },
    },
  };
  return accepted(checkDaemonSet(manifest), 'podSpec');
}

function accepted(checked: Checked, key: string): DaemonSet {
  if (checked.kind === 'accepted') return checked.daemonSet;
  const [{ field, message }] = checked.refusals;
  throw new PredictError(key, `would be refused by the API server: ${field}: ${message}.`);
}

function predicted(node: Node, { shouldRun, reasons }: Placement): PredictedNode {
  const reason = reasons.map(({ message }) => message).join('; ');
  return { name: node.metadata.name ?? '', ...markedBy(node), runs: shouldRun, reason };
}
