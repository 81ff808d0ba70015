/**
 * How the simulated pods of kwok behave when a manifest asks for it. There is no container behind them, so a slow start, a
 * bad image or a crash has to be said: a lab admits it with these annotations, which real kubelets do not read.
 */
export const simulateAnnotation = 'one-per-node.dev/simulate';

/** How long after its start a simulated pod turns Ready, such as `3s`; without it that is at once. */
export const readyAfterAnnotation = 'one-per-node.dev/ready-after';

/** What `simulateAnnotation` may say; once it is taken off a pod, the pod runs and is Ready. */
export const simulations = {
  'not-ready': 'It runs, but is not Ready.',
  'image-pull-error': 'Its image cannot be pulled: ErrImagePull, then ImagePullBackOff.',
  'crash-loop': 'Its containers end with exit code 1 and are restarted three times, then it stays in CrashLoopBackOff.',
  failed: 'It ends in phase Failed, evicted for want of disk.',
  succeeded: 'It ends in phase Succeeded.',
} as const satisfies Record<string, string>;

export type Simulation = keyof typeof simulations;
