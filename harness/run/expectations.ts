import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Api } from '../cluster/api.ts';
import { LabError } from '../errors.ts';
import { durationMs, type Expectation, type ExpectationKind, type IntendedSpec, type Lab } from '../lab/index.ts';
import { countPods } from '../observe/identities.ts';
import { settleObject } from '../observe/object.ts';
import { settle } from '../observe/settle.ts';
import type { DaemonSet, Node } from '../placement/types.ts';
import type { PlacementVerdict, PlainVerdict, Verdict } from '../result.ts';
import type { Intended } from '../verdict/intended.ts';
import { plainVerdict } from '../verdict/plain.ts';
import { judgeReplacement, type PodIdentities } from '../verdict/replaced.ts';

export interface ExpectationContext {
  api: Api;
  lab: Lab;
  namespace: string;
  signal?: AbortSignal;
  topologyChanges?: (nodes: readonly Node[]) => readonly { node: string; message: string }[];
}

/** The verdict, and how much of the waiting Kubernetes itself fixes. */
export interface Checked {
  verdict: Verdict;
  fixedWaitMs: number;
}

type Check = () => Promise<Checked>;
type Of<K extends ExpectationKind> = Extract<Expectation, { expectation: K }>;
/** Called before the step's command, so that it can record what was; gives what judges afterwards. */
type Kind<K extends ExpectationKind> = (expectation: Of<K>, context: ExpectationContext) => Promise<Check>;

const kinds = {
  onePodPerMatchingNode: async (expectation, context) => {
    const { daemonSet, kept, mayKeep, allowEmpty, holdsFor, timeout } = expectation;
    const subject = { namespace: expectation.namespace ?? context.namespace, name: daemonSet };
    const intended = toIntended(expectation.intended, { lab: context.lab, name: daemonSet });
    const task = {
      daemonSet: `${subject.namespace}/${subject.name}`,
      intended,
      ...(kept && { kept }),
      ...(mayKeep && { mayKeep }),
      ...(allowEmpty && { allowEmpty }),
      ...(context.topologyChanges && { topologyChanges: context.topologyChanges }),
    };
    return () =>
      settle(
        context.api,
        { subject, task },
        {
          timeoutMs: durationMs(timeout),
          ...(holdsFor && { holdsForMs: durationMs(holdsFor) }),
          ...(context.signal && { signal: context.signal }),
        },
      );
  },
  podsReplaced: async (expectation, context) => {
    const subject = { namespace: expectation.namespace ?? context.namespace, name: expectation.daemonSet };
    const { owned: before } = await countPods(context.api, subject);
    return () =>
      checkReplaced(context, { subject, before, on: expectation.on, timeoutMs: durationMs(expectation.timeout) });
  },
  object: async (expectation, context) => {
    const { apiVersion, kind, name, subset, timeout } = expectation;
    const object = { apiVersion, kind, name, subset, namespace: expectation.namespace ?? context.namespace };
    const options = { timeoutMs: durationMs(timeout), ...(context.signal && { signal: context.signal }) };
    return async () => ({ verdict: await settleObject(context.api, object, options), fixedWaitMs: 0 });
  },
} satisfies { [K in ExpectationKind]: Kind<K> };

/** Begins to record what the expectation needs from before the command; call the result after it. */
export function prepareExpectation(expectation: Expectation, context: ExpectationContext): Promise<Check> {
  return (kinds[expectation.expectation] as Kind<ExpectationKind>)(expectation, context);
}

interface Replaced {
  subject: { namespace: string; name: string };
  before: PodIdentities;
  on: 'all' | 'none' | readonly string[];
  timeoutMs: number;
}

/** Waits until the controller is done, since a pod that is not replaced by then never will be. */
async function checkReplaced(
  { api, signal }: ExpectationContext,
  { subject, before, on, timeoutMs }: Replaced,
): Promise<Checked> {
  const task = {
    daemonSet: `${subject.namespace}/${subject.name}`,
    intended: { kind: 'eligible' } as const,
    allowEmpty: true,
  };
  const { verdict, fixedWaitMs } = await settle(api, { subject, task }, { timeoutMs, ...(signal && { signal }) });
  if (verdict.status !== 'pass') return { verdict: toPlain(verdict), fixedWaitMs };
  const { owned: after, alive } = await countPods(api, subject);
  return { verdict: judgeReplacement({ on, before, after, alive, daemonSet: subject.name }), fixedWaitMs };
}

function toPlain({ code, summary, nodes }: PlacementVerdict): PlainVerdict {
  const wrong = nodes.filter(({ status }) => status !== 'pass');
  return {
    ...plainVerdict(code as 'OK', summary),
    nodes: wrong.map(({ node, status, code: nodeCode, message }) => ({ node, status, code: nodeCode, message })),
  };
}

function toIntended(spec: IntendedSpec, { lab, name }: { lab: Lab; name: string }): Intended {
  if (spec === 'all') return { kind: 'all' };
  if ('labels' in spec) return { kind: 'labels', selector: spec.labels };
  if ('names' in spec) return { kind: 'names', names: spec.names };
  const path = join(lab.dir, spec.reference);
  const documents = parseAllDocuments(readFileSync(path, 'utf8'), { version: '1.1' }).map(
    (document) => document.toJS() as DaemonSet | null,
  );
  const found = documents.filter((document) => document?.kind === 'DaemonSet');
  const daemonSet = found.length === 1 ? found[0] : found.find((document) => document?.metadata.name === name);
  if (!daemonSet)
    throw new LabError([
      {
        file: `labs/${lab.slug}/${spec.reference}`,
        message: `holds no DaemonSet ${name}, but lab.yaml takes it for the reference.`,
      },
    ]);
  return { kind: 'reference', label: spec.reference, daemonSet };
}
