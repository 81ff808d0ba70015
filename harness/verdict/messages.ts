import type { FoundPod, NodeVerdict } from '../result.ts';
import type { NodeAssessment, Wants } from './assess-node.ts';
import { verdictCodes } from './codes.ts';
import { isPodLive, isPodReady, whyNotReady } from './node-state.ts';
import { podHash } from './revision.ts';

const expectations = {
  pod: { min: 1, max: 1, words: '1 pod' },
  'kept pod': { min: 1, max: 1, words: 'the running pod to stay' },
  'maybe a kept pod': { min: 0, max: 1, words: 'no new pod' },
  none: { min: 0, max: 0, words: 'no pod' },
} as const satisfies Record<Wants, { min: number; max: number; words: string }>;

/** The verdict on one node in data and words: expected, found, why. */
export function describeNode(assessment: NodeAssessment, motion?: string): NodeVerdict {
  const { node, placement, wants, pods, code } = assessment;
  const { min, max } = expectations[wants];
  return {
    node: node.metadata.name ?? '',
    intended: wants === 'pod',
    shouldRun: placement.shouldRun,
    shouldContinueRunning: placement.shouldContinueRunning,
    expected: { min, max },
    found: pods.map(describePod),
    status: verdictCodes[code].status,
    code,
    message: `expected ${expectations[wants].words}, found ${countPods(assessment)}. ${why(assessment, motion)}`,
  };
}

function countPods({ pods }: NodeAssessment): string {
  const live = pods.filter(isPodLive);
  const ending = pods.length - live.length;
  const unready = live.filter((pod) => !isPodReady(pod)).length;
  const notes = [
    unready > 0 && `${unready === live.length && unready === 1 ? '' : `${unready} `}not Ready`,
    ending > 0 && `${ending} ending`,
  ].filter(Boolean);
  return `${live.length}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
}

function why({ placement, pods, code }: NodeAssessment, motion: string | undefined): string {
  const reason = sentence(placement.reasons[0].message);
  const unready = pods.find((pod) => isPodLive(pod) && !isPodReady(pod));
  switch (code) {
    case 'OK':
    case 'INTENDED_NODE_NOT_ELIGIBLE':
    case 'POD_ON_UNINTENDED_NODE':
      return reason;
    case 'POD_KEPT_ON_UNINTENDED_NODE':
      return `${reason} A pod that already runs may stay.`;
    case 'KEPT_POD_MISSING':
      return placement.shouldContinueRunning ? `${reason} It was deleted, and is not made again.` : reason;
    case 'POD_NOT_READY':
      return unready ? sentence(whyNotReady(unready)) : reason;
    case 'POD_MISSING':
      return `${reason} The controller has not created it, or its creation is refused.`;
    case 'POD_OUTDATED':
      return 'The pod has not been replaced by one of the present template.';
    default:
      return motion ? sentence(motion) : sentence(verdictCodes[code].means);
  }
}

function describePod(pod: NodeAssessment['pods'][number]): FoundPod {
  return {
    pod: pod.metadata.name ?? '',
    phase: pod.status?.phase ?? 'Unknown',
    ready: isPodReady(pod),
    hash: podHash(pod),
    terminating: pod.metadata.deletionTimestamp !== undefined,
  };
}

function sentence(clause: string): string {
  if (clause === '') return '';
  // A field such as spec.nodeName keeps its case.
  const capital = /^\w+\./.test(clause) ? clause : clause.charAt(0).toUpperCase() + clause.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
