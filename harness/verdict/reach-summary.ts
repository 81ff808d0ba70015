import { compareNames } from './order.ts';
import type { Asked, Finding, ReachTask } from './reach-asked.ts';

/** What was expected of whom, in one sentence each way. */
export function describeReach(
  task: ReachTask,
  asked: readonly Asked[],
  found: readonly Finding[],
): { pass: string; fail: string } {
  const from = `asked from ${places(asked.map(({ from: place }) => place.words))}`;
  const wrong = [...new Set(found.map(({ node }) => node))].filter((node) => node !== '');
  const cause = wrong.length > 0 ? `${list(wrong)} ${wrong.length === 1 ? 'is' : 'are'} not so` : 'it is not so';
  const claim = claimed(task, asked);
  return { pass: `As expected, ${claim}, ${from}.`, fail: `Expected that ${claim}, ${from}, but ${cause}.` };
}

function claimed({ own, answeredBy }: ReachTask, asked: readonly Asked[]): string {
  const at = list(asked.map(({ to }) => to.words));
  if (answeredBy.size === 0) return `nobody answers at ${at}`;
  const nodes = list([...answeredBy]);
  const many = answeredBy.size > 1;
  if (own === 'any') return `${nodes} ${many ? 'answer in turn' : 'answers'}, and nobody else, at ${at}`;
  const which = own === 'asked' ? 'at its own address' : 'whoever asks from it';
  return `${many ? 'each of ' : ''}${nodes} answers ${which} by its own pod, and nobody else`;
}

/** Places that are alike, taken together: pods on worker-1 and worker-2. */
function places(words: readonly string[]): string {
  const alike = [
    { one: 'a pod on ', several: 'pods on ' },
    { one: 'node ', several: 'nodes ' },
  ].find(({ one }) => new Set(words).size > 1 && words.every((place) => place.startsWith(one)));
  return alike ? `${alike.several}${list(words.map((place) => place.slice(alike.one.length)))}` : list(words);
}

/** Names in order, the first few of many. */
function list(names: readonly string[]): string {
  const sorted = [...new Set(names)].sort(compareNames);
  const shown = sorted.slice(0, 5);
  if (sorted.length > shown.length) return `${shown.join(', ')} and ${sorted.length - shown.length} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : (shown[0] ?? 'nowhere');
}
