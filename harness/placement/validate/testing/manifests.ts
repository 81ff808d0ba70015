/** A manifest that is accepted, and ways to make one thing in it different. */

/** A manifest with what tests change in it. */
interface Manifest {
  [key: string]: unknown;
  metadata: Record<string, unknown>;
  spec: Record<string, unknown> & { template: Record<string, unknown> };
}

export const valid = (): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'agent' },
  spec: {
    selector: { matchLabels: { app: 'agent' } },
    template: { metadata: { labels: { app: 'agent' } }, spec: { containers: [{ name: 'agent', image: 'agent:1' }] } },
  },
});

export const withSpec = (spec: object) => ({ ...valid(), spec: { ...valid().spec, ...spec } });
export const withPod = (spec: object) =>
  withSpec({
    template: { ...valid().spec.template, spec: { containers: [{ name: 'agent', image: 'agent:1' }], ...spec } },
  });
export const withContainer = (container: object) =>
  withPod({ containers: [{ name: 'agent', image: 'agent:1', ...container }] });
export const required = (...nodeSelectorTerms: unknown[]) =>
  withPod({ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } } });
export const expression = (operator: string, ...values: string[]) =>
  required({ matchExpressions: [{ key: 'cpus', operator, values }] });
export const field = (key: string, operator: string, ...values: string[]) =>
  required({ matchFields: [{ key, operator, values }] });
export const rolling = (rollingUpdate: object) => withSpec({ updateStrategy: { rollingUpdate } });
export const tolerating = (toleration: object) => withPod({ tolerations: [toleration] });

export const pod = 'spec.template.spec';
export const terms = `${pod}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`;
export const update = 'spec.updateStrategy.rollingUpdate';
