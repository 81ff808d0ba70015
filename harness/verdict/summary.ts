import type { PlacementVerdict } from '../result.ts';
import { type VerdictCode, verdictCodes } from './codes.ts';

/** One sentence that says what was expected and how it turned out. */
export function summarise(verdict: Omit<PlacementVerdict, 'summary'>): string {
  const { code, daemonSet, nodes, intended } = verdict;
  switch (code as VerdictCode) {
    case 'OK':
      return passed(verdict);
    case 'DAEMONSET_NOT_FOUND':
      return `Expected a DaemonSet ${daemonSet} but found none.`;
    case 'EMPTY_INTENDED':
      return intended === 'eligible'
        ? 'No node is eligible, so nothing would be proved.'
        : `No node is intended by ${intended}, so nothing would be proved.`;
    case 'GENERATION_NOT_OBSERVED':
      return `The DaemonSet controller has not observed the latest change of ${daemonSet} (generation ${verdict.generation}, observed ${verdict.observedGeneration ?? 'none'}), so its pods say nothing yet.`;
    case 'CONTROLLER_NOT_WORKING':
    case 'API_UNREACHABLE':
      return verdictCodes[code as VerdictCode].means;
    case 'TOPOLOGY_CHANGED':
      return `The task is about the DaemonSet, but ${list(failing(verdict, code))} changed in a way that it does not ask for.`;
    default: {
      const wrong = nodes.filter(({ status }) => status !== 'pass');
      return `Expected one pod on ${each(nodes.filter((node) => node.intended).length, 'intended node')} and none elsewhere, but ${list(wrong.map(({ node }) => node))} ${wrong.length === 1 ? 'is' : 'are'} not so.`;
    }
  }
}

function passed({ nodes, intended }: Omit<PlacementVerdict, 'summary'>): string {
  const wanted = nodes.filter((node) => node.intended).length;
  const kept = nodes.filter((node) => !node.intended && node.found.length > 0).length;
  const rest = nodes.length - wanted - kept;
  const keeps = kept > 0 ? `, a kept one on ${count(kept, 'more')}` : '';
  const asked = intended === 'eligible' ? 'eligible' : 'intended';
  return `One pod on ${each(wanted, `${asked} node`)}${keeps}, none on the ${rest} other${rest === 1 ? '' : 's'}.`;
}

function failing({ nodes }: Pick<PlacementVerdict, 'nodes'>, code: string): string[] {
  return nodes.filter((node) => node.code === code).map(({ node }) => node);
}

function each(number: number, noun: string): string {
  return number === 1 ? `the 1 ${noun}` : `each of ${number} ${noun}s`;
}

function count(number: number, noun: string): string {
  return noun === 'more' ? `${number} more` : `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 5);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more nodes` : shown.join(', ');
}
