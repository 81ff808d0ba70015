/** Manifests for tests: small, and with everything that matters given by name. */

const meta = (name: string, app = name) => ({ metadata: { name, labels: { app } } });
const template = (app: string, spec: object, image: string) => ({
  metadata: { labels: { app } },
  spec: { terminationGracePeriodSeconds: 0, containers: [{ name: 'c', image }], ...spec },
});

export function daemonSet(
  name: string,
  { image = 'agent:1', spec = {}, own = {} }: { image?: string; spec?: object; own?: object } = {},
) {
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    ...meta(name),
    spec: { selector: { matchLabels: { app: name } }, template: template(name, spec, image), ...own },
  };
}

export function deployment(name: string, replicas: number, spec: object = {}) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    ...meta(name),
    spec: { replicas, selector: { matchLabels: { app: name } }, template: template(name, spec, 'web:1') },
  };
}

export function barePod(name: string, { app = name, spec = {} }: { app?: string; spec?: object } = {}) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    ...meta(name, app),
    spec: { containers: [{ name: 'c', image: 'bare:1' }], ...spec },
  };
}

/** At most one pod of the app on each node. */
export const apart = (app: string) => ({
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { labelSelector: { matchLabels: { app } }, topologyKey: 'kubernetes.io/hostname' },
      ],
    },
  },
});
