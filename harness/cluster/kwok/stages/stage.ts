/** The part of kwok's Stage that we use (`pkg/apis/v1alpha1/stage_types.go` in its Go module). */
export interface Stage {
  apiVersion: 'kwok.x-k8s.io/v1alpha1';
  kind: 'Stage';
  metadata: { name: string };
  spec: {
    resourceRef: { apiGroup: 'v1'; kind: Kind };
    selector: { matchExpressions: Condition[] };
    delay?: Delay;
    steps: Step[];
  };
}

type Kind = 'Node' | 'Pod';

export interface Condition {
  jq: { key: string; operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'; values?: string[] };
}

interface Delay {
  durationMilliseconds: number;
  durationFrom?: { jq: { expression: string } };
}

type Step =
  | { delete: true }
  | { event: { type: 'Normal' | 'Warning'; reason: string; message: string } }
  | { patch: { subresource: 'status'; root: 'status'; template: string } };

/** Where a jq expression over the object gives one of these values. */
export const isOneOf = (key: string, ...values: string[]): Condition => ({ jq: { key, operator: 'In', values } });

/** Where a jq expression gives none of these values, or nothing. */
export const isNoneOf = (key: string, ...values: string[]): Condition => ({ jq: { key, operator: 'NotIn', values } });

export const exists = (key: string): Condition => ({ jq: { key, operator: 'Exists' } });

export const isAbsent = (key: string): Condition => ({ jq: { key, operator: 'DoesNotExist' } });

/** Changes the status by a strategic merge: lists with a merge key keep what is not named, others are replaced. */
export const setStatus = (template: string): Step => ({ patch: { subresource: 'status', root: 'status', template } });

export const warn = (reason: string, message: string): Step => ({ event: { type: 'Warning', reason, message } });

/** One stage; of all stages no more than one may select an object at any time, or kwok draws lots. */
export function stage(
  kind: Kind,
  name: string,
  { when, delay, steps }: { when: Condition[]; delay?: Delay; steps: Step[] },
): Stage {
  return {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'Stage',
    metadata: { name },
    spec: {
      resourceRef: { apiGroup: 'v1', kind },
      selector: { matchExpressions: when },
      ...(delay && { delay }),
      steps,
    },
  };
}
