import type { Expectation } from '../expectations.ts';
import { ownOf } from '../kinds/reachable.ts';
import { isAll, nodes, selected } from './nodes.ts';
import { code, type ExpectationText, inNamespace, staysSo, withFields } from './text.ts';

type Reachable = Extract<Expectation, { expectation: 'reachable' }>;

function asking(from: Reachable['from']): string {
  if (from === 'host') return 'From outside the cluster';
  return 'nodes' in from ? `From ${nodes(from.nodes)}` : `From a pod on ${nodes(from.pods)}`;
}

function asked({ to, path }: Reachable): string {
  const where = path === '/' ? '' : `, path ${code(path)}`;
  if (to.nodes !== undefined && to.nodePort !== undefined) {
    return `the node port of the Service ${code(to.nodePort)} on ${nodes(to.nodes)}${where}`;
  }
  if (to.nodes !== undefined) return `port ${to.port} of ${nodes(to.nodes)}${where}`;
  if (to.pods !== undefined) return `port ${to.port} of the pods ${selected(to.pods)}${where}`;
  if (to.service !== undefined) return `the Service ${code(to.service)}, port ${to.port}${where}`;
  return `${code(`${to.host}:${to.port}`)}${where}`;
}

const whose = {
  asked: 'the pod on the node that is asked',
  asking: 'the pod on the node that asks',
  any: 'each of the pods there, in turn',
} as const;

/** The answer is a name and nothing else, as the schema has it where a lab does not say. */
const theWholeAnswer = '^(\\S+)\\s*$';

/** Who answers whom, in words. */
export function reachable(expectation: Reachable): ExpectationText {
  const { from, namespace, answeredBy, answer, of, holdsFor } = expectation;
  const question = `${asking(from)}, ${asked(expectation)}${inNamespace(namespace)}`;
  if (answeredBy === 'none') return { says: `${question}: nobody answers${staysSo(holdsFor)}.` };
  const others = isAll(answeredBy) ? '' : ', and nobody elsewhere';
  const sentences = [
    `${question}: answers come from ${nodes(answeredBy)}${others}, from ${whose[ownOf(expectation)]}${staysSo(holdsFor)}.`,
    of === undefined ? '' : `Only pods of the ${of.replace('/', ' ')} answer.`,
    answer.includes('(?<client>') ? 'The pod sees the address of whoever asked.' : '',
  ];
  const read = answer === theWholeAnswer ? [] : [`who answers is read from each line by ${code(answer)}`];
  return withFields(sentences.filter(Boolean).join(' '), read);
}
