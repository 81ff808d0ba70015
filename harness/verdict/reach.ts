import type { PlainVerdict } from '../result.ts';
import { leadingCode, type VerdictCode } from './codes.ts';
import { compareNames } from './order.ts';
import { nodesVerdict } from './plain.ts';
import { type Answer, readAnswer } from './reach-answer.ts';
import type { Asked, Finding, ReachTask, Reply, Try } from './reach-asked.ts';
import { describeReach } from './reach-summary.ts';

/** Judges who answered: the nodes that are due, each where it is due, and silence everywhere else. */
export function judgeReach(task: ReachTask, asked: readonly Asked[]): PlainVerdict {
  const all =
    asked.length === 0
      ? [unproven]
      : [...asked.flatMap((one) => findings(task, one)), ...notAsked(task, asked), ...tooMany(task, asked)];
  // What is about no node is a consequence where a node is wrong, and alone only where none is.
  const found = all.some(({ node }) => node !== '') ? all.filter(({ node }) => node !== '') : all;
  const fine = nodesOf(task, asked).filter((node) => found.every((finding) => finding.node !== node));
  const rows = [...merge(found), ...fine.map((node) => passed(task, node))];
  return nodesVerdict(
    rows.sort((a, b) => compareNames(a.node, b.node)),
    describeReach(task, asked, found),
  );
}

/** Where nobody was asked, neither an answer nor silence is proved. */
const unproven: Finding = { node: '', code: 'PROBE_FAILED', message: 'nobody was asked anything.' };

/** The nodes that are due at this address, asked from this place. */
export function dueAt({ own, answeredBy }: ReachTask, { from, to }: Pick<Asked, 'from' | 'to'>): ReadonlySet<string> {
  if (own === 'any') return answeredBy;
  const node = own === 'asked' ? to.node : from.node;
  return new Set(node !== undefined && answeredBy.has(node) ? [node] : []);
}

function findings(task: ReachTask, asked: Asked): Finding[] {
  if (asked.tries.length === 0) return [{ ...unproven, node: asked.to.node ?? '' }];
  const due = dueAt(task, asked);
  if (due.size === 0) return unexpected(task, asked);
  const context = { task, asked, due };
  return [
    ...asked.tries.flatMap((one) => wrong(context, one)),
    ...(task.own === 'any' ? unmet(context) : severalPods(context)),
  ];
}

interface Context {
  task: ReachTask;
  asked: Asked;
  due: ReadonlySet<string>;
}

const isReply = (one: Try): one is Reply => 'status' in one;

/** The node that a finding is about, where one alone has to answer. */
function subject({ own }: ReachTask, { from, to }: Asked): string | undefined {
  if (own === 'any') return undefined;
  return own === 'asked' ? to.node : from.node;
}

/** Answers where silence is due, and addresses under a name that should not have them. */
function unexpected(task: ReachTask, asked: Asked): Finding[] {
  const { from, to, tries } = asked;
  const code = 'ANSWERED_UNEXPECTEDLY';
  if (task.byName && task.own === 'asked' && task.answeredBy.size > 0 && to.address !== undefined) {
    const whose = to.node === undefined ? 'which belongs to no pod' : 'which is not meant to be there';
    const message = `expected no such address under this name, found ${to.words}, ${whose}.`;
    return [{ node: to.node ?? '', code, message }];
  }
  return tries.flatMap((one) => {
    const answer = answerTo(task, one);
    if (answer === undefined) return [];
    const node = subject(task, asked) ?? answer.node ?? to.node ?? from.node ?? '';
    const message = `expected silence at ${to.words}, asked from ${from.words}; found ${answer.words}.`;
    return [{ node, code, message } satisfies Finding];
  });
}

/** Who or what answered where nobody should; undefined where it was silent. */
function answerTo(task: ReachTask, one: Try): { node?: string; words: string } | undefined {
  if (!isReply(one)) return one.connected ? { words: `a listener: ${one.silence}` } : undefined;
  const { nodes, foreign, problem } = readAnswer(one, task);
  const all = [...nodes, ...foreign.map(({ pod }) => pod)];
  const node = nodes[0] ?? foreign[0]?.node;
  return { words: problem ?? (node ? `an answer from ${all.join(', ')}` : 'an answer'), ...(node && { node }) };
}

/** What is wrong with one try where somebody has to answer. */
function wrong({ task, asked, due }: Context, one: Try): Finding[] {
  const { from, to } = asked;
  const self = subject(task, asked);
  const expected = self === undefined ? `an answer at ${to.words}` : `an answer from its own pod at ${to.words}`;
  const finding = (node: string, code: VerdictCode, found: string): Finding => ({
    node,
    code,
    message: `expected ${expected}, asked from ${from.words}; found ${found}.`,
  });
  if (!isReply(one)) return [finding(self ?? '', 'ANSWER_MISSING', one.silence)];
  const answer = readAnswer(one, task);
  const strays = answer.nodes.filter((node) => !due.has(node));
  return [
    ...(answer.problem === undefined ? [] : [finding(self ?? '', 'ANSWER_UNREADABLE', answer.problem)]),
    ...strays.map((node) =>
      self === undefined
        ? finding(node, 'ANSWERED_UNEXPECTEDLY', `one from ${node}, which is not to answer`)
        : finding(self, 'ANSWER_FROM_WRONG_NODE', `one from ${node}`),
    ),
    ...answer.foreign.map(({ node, pod }) =>
      finding(self ?? node, 'ANSWERED_UNEXPECTEDLY', `one from ${pod}, which is not one of the pods that may answer`),
    ),
    ...lostClient(answer, one).map((found) => finding(self ?? answer.nodes[0] ?? '', 'CLIENT_ADDRESS_LOST', found)),
  ];
}

/** Pods that answer in turn where one alone is to. */
function severalPods({ task, asked }: Context): Finding[] {
  const { from, to, tries } = asked;
  const answers = tries.filter(isReply).map((reply) => readAnswer(reply, task));
  const pods = [...new Set(answers.flatMap((answer) => answer.pods))].sort(compareNames);
  // Pods of other nodes are findings of their own.
  const alike = new Set(answers.flatMap(({ nodes }) => nodes)).size === 1;
  if (pods.length < 2 || !alike) return [];
  const message = `expected one pod to answer at ${to.words}, asked from ${from.words}; found ${pods.join(' and ')}.`;
  return [{ node: subject(task, asked) ?? '', code: 'ANSWERED_UNEXPECTEDLY', message }];
}

function lostClient({ seenAs }: Answer, { asker }: Reply): string[] {
  return seenAs === undefined ? [] : [`that it saw ${seenAs} and not the asker's own address ${asker ?? '(unknown)'}`];
}

/** The nodes that never answered in all the tries. */
function unmet({ task, asked, due }: Context): Finding[] {
  const { from, to, tries } = asked;
  const replies = tries.filter(isReply);
  const met = new Set(replies.flatMap((reply) => readAnswer(reply, task).nodes));
  const silence = tries.find((one) => !isReply(one));
  const others =
    met.size > 0 ? `only ${[...met].sort(compareNames).join(', ')} in ${count(replies.length)}` : undefined;
  const found = others ?? (silence && 'silence' in silence ? silence.silence : 'no answer that names it');
  return [...due]
    .filter((node) => !met.has(node))
    .map((node) => ({
      node,
      code: 'ANSWER_MISSING' as const,
      message: `expected its pod to answer at ${to.words}, asked from ${from.words}; found ${found}.`,
    }));
}

const count = (replies: number) => (replies === 1 ? '1 answer' : `${replies} answers`);

/** Nodes that are due but have no address that could be asked, or do not ask. */
function notAsked({ own, answeredBy }: ReachTask, asked: readonly Asked[]): Finding[] {
  if (own === 'any') return [];
  const places = own === 'asked' ? [...new Set(asked.map(({ from }) => from.words))] : [undefined];
  return places.flatMap((place) => {
    const here = asked.filter(({ from }) => place === undefined || from.words === place);
    const covered = new Set(here.map(({ from, to }) => (own === 'asked' ? to.node : from.node)));
    const found = [...new Set(here.map(({ to }) => to.words))].join(', ') || 'nothing to ask';
    return [...answeredBy]
      .filter((node) => !covered.has(node))
      .map((node) => ({
        node,
        code: 'ANSWER_MISSING' as const,
        message:
          own === 'asked'
            ? `expected an address of its pod to ask${place ? ` from ${place}` : ''}, found ${found}.`
            : 'expected it to be among those that ask, but it is not.',
      }));
  });
}

/** Nodes that have more than one address where each is to have one of its own. */
function tooMany({ own, answeredBy }: ReachTask, asked: readonly Asked[]): Finding[] {
  if (own !== 'asked') return [];
  return [...answeredBy].flatMap((node) => {
    const here = asked.filter(({ to }) => to.node === node && to.address !== undefined);
    const words = [...new Set(here.map(({ to }) => to.words))].sort(compareNames);
    if (new Set(here.map(({ to }) => to.address)).size < 2) return [];
    const message = `expected one address there, found ${words.join(' and ')}.`;
    return [{ node, code: 'ANSWERED_UNEXPECTEDLY', message } satisfies Finding];
  });
}

/** Every node that the verdict has a line for. */
function nodesOf({ answeredBy, own }: ReachTask, asked: readonly Asked[]): string[] {
  const placed = asked.flatMap(({ from, to }) => (own === 'asking' ? from.node : to.node) ?? []);
  return [...new Set([...answeredBy, ...placed])];
}

function passed({ answeredBy, own }: ReachTask, node: string): Finding {
  const message = answeredBy.has(node)
    ? `${own === 'any' ? 'its pod answers' : 'its own pod answers'}.`
    : 'silence, as expected.';
  return { node, code: 'OK', message };
}

/** One line for each node: the first of its findings that has the leading code. */
function merge(found: readonly Finding[]): Finding[] {
  return [...new Set(found.map(({ node }) => node))].map((node) => {
    const own = found.filter((finding) => finding.node === node);
    const code = leadingCode(own.map((finding) => finding.code));
    const leading = own.filter((finding) => finding.code === code);
    const messages = [...new Set(leading.map(({ message }) => message))];
    const more = messages.length > 1 ? ` And ${messages.length - 1} more like it.` : '';
    return { node, code, message: `${messages[0] ?? ''}${more}` };
  });
}
