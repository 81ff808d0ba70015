import type {
  FoundPod,
  LabResult,
  NodeVerdict,
  PlacementVerdict,
  RunResult,
  StepResult,
  VariantResult,
} from '../result.ts';

/** Small results to render; each field that a test is about can be given. */

export const wide = { color: false, unicode: true, width: 100 };
export const ascii = { color: false, unicode: false, width: 60 };

const pod: FoundPod = { pod: 'agent-x', phase: 'Running', ready: true, hash: 'h1', terminating: false };

/** A node by one character: `1` one pod, `0` none wanted, `x` missing, `!` unwanted, `.` pending, `~` leaving, `?` wrong. */
export function nodeOf(node: string, kind: '1' | '0' | 'x' | '!' | '.' | '~' | '?'): NodeVerdict {
  const intended = !['0', '!', '~'].includes(kind);
  const pods = {
    1: [pod],
    0: [],
    x: [],
    '!': [pod],
    '.': [{ ...pod, ready: false }],
    '~': [{ ...pod, terminating: true }],
    '?': [pod],
  };
  const wants = intended ? 1 : 0;
  return {
    node,
    intended,
    shouldRun: intended,
    shouldContinueRunning: intended,
    expected: { min: wants, max: wants },
    found: pods[kind],
    status: ['1', '0'].includes(kind) ? 'pass' : 'fail',
    code: {
      1: 'OK',
      0: 'OK',
      x: 'INTENDED_NODE_NOT_ELIGIBLE',
      '!': 'POD_ON_UNINTENDED_NODE',
      '.': 'POD_NOT_READY',
      '~': 'POD_NOT_REMOVED',
      '?': 'POD_OUTDATED',
    }[kind],
    message: `expected ${wants} pod, found ${pods[kind].length}. Its taint gpu=true:NoSchedule is not tolerated.`,
  };
}

export function placement(nodes: NodeVerdict[], rest: Partial<PlacementVerdict> = {}): PlacementVerdict {
  const failing = nodes.find(({ status }) => status !== 'pass');
  return {
    schemaVersion: 1,
    status: failing ? 'fail' : 'pass',
    daemonSet: 'default/agent',
    intended: 'labels=disk=ssd',
    generation: 1,
    observedGeneration: 1,
    resourceVersion: '42',
    nodes,
    code: failing?.code ?? 'OK',
    summary: failing
      ? 'Expected one pod on each of 2 intended nodes but found 1.'
      : 'One pod on each of 2 intended nodes, none on any other.',
    ...rest,
  };
}

export function step(verdict: PlacementVerdict | undefined, rest: Partial<StepResult> = {}): StepResult {
  return {
    id: 'apply',
    status: verdict?.status ?? 'pass',
    code: verdict?.code ?? 'OK',
    message: verdict?.summary ?? '',
    command: { command: 'kubectl apply -f agent.yaml', exitCode: 0, stdout: '', stderr: '', durationMs: 100 },
    expectations: verdict ? [{ expectation: 'onePodPerMatchingNode', verdict, durationMs: 50 }] : [],
    shown: [],
    ...rest,
  };
}

export function variant(steps: StepResult[], rest: Partial<VariantResult> = {}): VariantResult {
  const failing = steps.find(({ status }) => status !== 'pass');
  return {
    variant: 'solution',
    status: failing?.status ?? 'pass',
    steps,
    message: failing ? `Step ${failing.id} fails.` : 'Every step passes.',
    durationMs: 420,
    fixedWaitMs: 0,
    ...rest,
  };
}

export function lab(variants: VariantResult[], rest: Partial<LabResult> = {}): LabResult {
  const failing = variants.find(({ status }) => status !== 'pass');
  return {
    lab: 'only-ssd',
    title: 'Only the SSD nodes',
    provider: 'kwok',
    status: failing?.status ?? 'pass',
    exitCode: 0,
    variants,
    durationMs: 1234,
    ...rest,
  };
}

export function run(labs: LabResult[], rest: Partial<RunResult> = {}): RunResult {
  const variants = labs.flatMap((result) => result.variants);
  const failed = variants.filter(({ status }) => status !== 'pass').length;
  return {
    schemaVersion: 2,
    status: 'pass',
    exitCode: 0,
    clusters: [{ provider: 'kwok', cluster: 'one-per-node', kubernetesVersion: 'v1.36.3' }],
    labs,
    summary: {
      passed: variants.length - failed,
      failed,
      skipped: labs.filter(({ status }) => status === 'skipped').length,
    },
    durationMs: 2345,
    ...rest,
  };
}

export const good = placement([nodeOf('worker-1', '1'), nodeOf('worker-10', '1'), nodeOf('worker-2', '0')]);
export const bad = placement([nodeOf('worker-1', '1'), nodeOf('worker-10', 'x'), nodeOf('worker-2', '!')]);

/** A trap that fails as it declares. */
export const trap = variant([step(bad)], {
  variant: 'traps/typo',
  status: 'pass',
  declared: { step: 'apply', code: 'INTENDED_NODE_NOT_ELIGIBLE', nodes: ['worker-10'] },
});
