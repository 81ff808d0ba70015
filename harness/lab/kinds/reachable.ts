import * as z from 'zod';
import { duration, objectName, oneKeyOf, selector, text } from '../fields.ts';
import { exactlyOne, holdsFor, type IntendedSpec, namespace, nodeSet, owner } from './common.ts';

/** Nodes as they are chosen where no DaemonSet is asked. */
export type NodeSetSpec = Exclude<IntendedSpec, { reference: string }>;

/** Who asks: this machine, nodes, or pods on nodes. */
export type AskingSpec = 'host' | { nodes: NodeSetSpec } | { pods: NodeSetSpec };

const from = z
  .union([
    z.literal('host').describe('The machine that runs the course, outside the cluster'),
    oneKeyOf({
      nodes: nodeSet.describe('Each of these nodes itself'),
      pods: nodeSet.describe("A pod of the course's own on each of these nodes, never one of the learner's"),
    }),
  ])
  .transform((value) => value as AskingSpec)
  .describe('From where it is asked: host, { nodes: … } or { pods: … }; what holds must hold from each');

const to = z
  .strictObject({
    nodes: nodeSet
      .optional()
      .describe('The InternalIP of each of these nodes, at `port` or at the `nodePort` of a Service'),
    nodePort: objectName.optional().describe('Service whose node port is asked, beside `nodes`'),
    pods: selector.optional().describe('The IP of each pod with these labels'),
    service: objectName.optional().describe('The ClusterIP of this Service'),
    host: text
      .optional()
      .describe('An IP, or a DNS name as a pod of the namespace reads it: each address it resolves to'),
    port: z
      .int()
      .min(1, 'a port')
      .max(65_535, 'a port')
      .optional()
      .describe('Port; the port of the Service where one is named'),
  })
  .refine(exactlyOne('nodes', 'pods', 'service', 'host'), {
    error: 'exactly one of the keys nodes, pods, service, host',
  })
  .refine(({ nodePort, nodes }) => nodePort === undefined || nodes !== undefined, {
    error: '`nodePort` only beside `nodes`',
  })
  .refine(({ nodePort, port }) => nodePort !== undefined || port !== undefined, { error: 'a map with the key port' })
  .describe('What is asked, by HTTP');

/** Why a pattern cannot say who answered, or undefined when it can. */
function patternProblem(pattern: string): string | undefined {
  try {
    // With nothing as a second choice it always matches, and shows which groups there are.
    const match = new RegExp(`${pattern}|`).exec('');
    const names = Object.keys(match?.groups ?? {});
    if (names.some((name) => name !== 'node' && name !== 'client')) return 'its groups are called node and client';
    if (match?.length === 1) return 'it has no group';
    return names.length > 0 || match?.length === 2 ? undefined : 'it has more than one group, without names';
  } catch (error) {
    return (error as Error).message;
  }
}

const answer = z
  .string()
  .superRefine((value, context) => {
    const problem = patternProblem(value);
    if (problem === undefined) return;
    const message = `a regular expression with one group for who answers, or the groups (?<node>…) and (?<client>…) (${problem})`;
    context.addIssue({ code: 'custom', message });
  })
  .default('^(\\S+)\\s*$')
  .describe(
    'Regular expression whose group is who answers: the name of a node, or the name or IP of a pod. It is matched line by ' +
      'line, as often as it occurs, and every match counts. A group `client` is the address that the answerer saw, which ' +
      'must be the one that asked',
  );

const answeredBy = z
  .union([z.literal('none').describe('Nobody answers, and it stays so'), nodeSet])
  .transform((value) => value as NodeSetSpec | 'none')
  .describe('The nodes whose pods must answer, exactly these; from and to all others there must be silence');

/** Whose pod has to answer: that of the node that is asked, that of the node that asks, or any of those that may. */
export type Own = 'asked' | 'asking' | 'any';

const own = z
  .enum(['asked', 'asking', 'any'])
  .optional()
  .describe(
    'Whose pod has to answer. asked: the one on the node whose address is asked (taken for `nodes` with `port`, and for ' +
      '`pods`). asking: the one on the node that asks. any: each of `answeredBy`, in turn (taken otherwise)',
  );

/** Whether somebody outside the cluster could ask this. */
const knownOutside = ({ pods, service }: { pods?: unknown; service?: unknown }) =>
  pods === undefined && service === undefined;
const namesNode = (pattern: string) => !/\(\?<client>/.test(pattern) || /\(\?<node>/.test(pattern);

const fields = z.strictObject({
  from,
  to,
  namespace,
  path: z
    .string()
    .regex(/^\/\S*$/, 'a path such as /hostname')
    .default('/')
    .describe('Path that is asked for'),
  answer,
  answeredBy,
  own,
  of: owner
    .optional()
    .describe(
      'Whose pods may answer, as Kind/name; an answer that names any other pod is wrong, also on the right node',
    ),
  timeout: duration.default('15s').describe('How long it may take until the expectation holds'),
  holdsFor,
});

export const reachable = fields
  .refine(({ from: asking, own: whose }) => asking !== 'host' || whose !== 'asking', {
    error: '`own: asking` where nodes or pods ask, since the host is no node',
  })
  .refine(({ from: asking, to: asked }) => asking !== 'host' || knownOutside(asked), {
    error: '`from` nodes or pods where pods or a Service are asked, since their IPs are known inside the cluster only',
  })
  .refine(({ to: asked, own: whose }) => asked.service === undefined || whose !== 'asked', {
    error: '`own: asked` where nodes, pods or a host are asked, since the IP of a Service is no node’s',
  })
  .refine((value) => namesNode(value.answer) || value.answeredBy === 'none' || ownOf(value) === 'asked', {
    error: 'a group (?<node>…) in `answer`, unless `own` is asked',
  })
  .describe('Who answers when it is asked from the host, from nodes or from pods, by HTTP; or that nobody does');

/** Whose pod has to answer, where the lab leaves it open. */
export function ownOf({ own: whose, to: asked }: Pick<z.output<typeof fields>, 'own' | 'to'>): Own {
  const direct = (asked.nodes !== undefined && asked.nodePort === undefined) || asked.pods !== undefined;
  return whose ?? (direct ? 'asked' : 'any');
}
