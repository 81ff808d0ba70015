import type { Expectation } from '../expectations.ts';
import { fieldsOf } from './fields.ts';
import { isAll, nodes, podsOf, selected } from './nodes.ts';
import { code, duration, type ExpectationText, inNamespace, joined, staysSo, withFields } from './text.ts';

type Of<K extends Expectation['expectation']> = Extract<Expectation, { expectation: K }>;

export function onePodPerMatchingNode(expectation: Of<'onePodPerMatchingNode'>): ExpectationText {
  const { daemonSet, namespace, intended, kept, mayKeep, allowEmpty, holdsFor } = expectation;
  const elsewhere = isAll(intended) ? '' : ', and none on any other';
  const sentences = [
    `One Ready pod of the DaemonSet ${code(daemonSet)}${inNamespace(namespace)} on ${nodes(intended)}${elsewhere}${staysSo(holdsFor)}.`,
    kept === undefined ? '' : `Nodes ${selected(kept)} get no new pod, but keep the one that they have.`,
    mayKeep === undefined ? '' : `Nodes ${selected(mayKeep)} get no new pod, and may keep the one that they have.`,
    allowEmpty ? 'It may be that there is no such node.' : '',
  ];
  return { says: sentences.filter(Boolean).join(' ') };
}

export function podsReplaced({ on, holdsFor, ...whose }: Of<'podsReplaced'>): ExpectationText {
  const pods = `${podsOf(whose)}${inNamespace(whose.namespace)}`;
  const still = whose.selector === undefined ? '' : staysSo(holdsFor);
  if (on === 'all') return { says: `All ${pods} are other ones than before the step${still}.` };
  if (on === 'none') return { says: `All ${pods} are still the ones from before the step${still}.` };
  const there = joined(on.map(code));
  return {
    says: `Of the ${pods} those on ${there} are other ones than before the step; all others are the same${still}.`,
  };
}

export function throughout(expectation: Of<'throughout'>): ExpectationText {
  const { daemonSet, namespace, on, maxUnavailable, maxPerNode, onePerRevision, lasts } = expectation;
  const of = isAll(on) ? '' : ` of ${nodes(on)}`;
  const limits = [
    maxUnavailable === undefined ? '' : gaps(maxUnavailable, of),
    maxPerNode === undefined ? '' : `no node holds more than ${maxPerNode === 1 ? 'one pod' : `${maxPerNode} pods`}`,
    onePerRevision ? 'no node holds two live pods of one revision' : '',
  ].filter(Boolean);
  const when = lasts === undefined ? 'until the controller is done' : `for ${duration(lasts)}`;
  return {
    says: `DaemonSet ${code(daemonSet)}${inNamespace(namespace)}, at every moment of the step, watched ${when}: ${joined(limits)}.`,
  };
}

function gaps(maxUnavailable: number, of: string): string {
  if (maxUnavailable === 0) return `no node${of} lacks a Ready pod`;
  return maxUnavailable === 1
    ? `at most one node${of} lacks a Ready pod`
    : `at most ${maxUnavailable} nodes${of} lack a Ready pod`;
}

const states: Record<Of<'pods'>['state'], string> = {
  Ready: 'Ready',
  NotReady: 'not Ready',
  Running: 'Running, Ready or not',
  Pending: 'Pending',
  Failed: 'Failed',
  Succeeded: 'Succeeded',
  Terminating: 'being deleted',
};

function perNodeWords({ min, max }: Of<'pods'>['perNode']): string {
  if (min === 0) return `at most ${max} each`;
  return min === 1 ? 'one each' : `${min} each`;
}

export function pods(expectation: Of<'pods'>): ExpectationText {
  const { on, perNode, elsewhere, unplaced, total, state, says, subset = {}, holdsFor } = expectation;
  const others = elsewhere === 'none' ? (isAll(on ?? 'all') ? '' : ', and none elsewhere') : '';
  const where = on === undefined ? '' : `, on ${nodes(on)}, ${perNodeWords(perNode)}${others}`;
  const count = total === undefined ? '' : `, ${total} in all`;
  const waiting = unplaced === 0 ? '' : `, ${unplaced} of them on no node`;
  const pods = `${podsOf(expectation)}${inNamespace(expectation.namespace)}`;
  const sentences = [
    `The ${pods} are ${states[state]}${where}${count}${waiting}${staysSo(holdsFor)}.`,
    says === undefined ? '' : `The scheduler says of those that it has not bound: ${code(says)}.`,
    Object.keys(subset).length > 0 ? 'Each of them has:' : '',
  ];
  return withFields(sentences.filter(Boolean).join(' '), fieldsOf(subset));
}

const ownerWords = (owner: string): string => {
  const [kind = '', name = ''] = owner.split('/');
  return kind === 'Pod' ? `the bare pod ${code(name)}` : `the ${kind} ${code(name)}`;
};

export function noOtherPods({ than, namespace }: Of<'noOtherPods'>): ExpectationText {
  const where = namespace === undefined ? 'the namespace' : `the namespace ${code(namespace)}`;
  return { says: `Nothing in ${where} runs pods but ${joined(than.map(ownerWords))}.` };
}
