import type { Pod } from '../placement/types.ts';
import { parseQuantity } from './quantity.ts';

interface Container {
  name: string;
  restartPolicy?: string;
  resources?: { requests?: Record<string, string | number> };
  ports?: { containerPort: number; hostPort?: number; hostIP?: string; protocol?: string }[];
}

const containersOf = (pod: Pod, field: 'containers' | 'initContainers') =>
  (pod.spec[field] as Container[] | undefined) ?? [];

/**
 * What a pod asks of its node, by resource: the sum of its containers and sidecars, or the largest init container where
 * that is more, and its overhead (`PodRequests` in component-helpers/resource).
 */
export function podRequests(pod: Pod): Map<string, number> {
  const total = new Map<string, number>([['pods', 1]]);
  const sidecars = new Map<string, number>();
  for (const container of containersOf(pod, 'containers')) add(total, requestsOf(container));
  for (const container of containersOf(pod, 'initContainers')) {
    const requests = requestsOf(container);
    if (container.restartPolicy === 'Always') {
      add(total, requests);
      add(sidecars, requests);
    } else {
      for (const [resource, amount] of requests) {
        total.set(resource, Math.max(total.get(resource) ?? 0, amount + (sidecars.get(resource) ?? 0)));
      }
    }
  }
  add(
    total,
    Object.entries((pod.spec.overhead as Record<string, string> | undefined) ?? {}).map(([resource, amount]) => [
      resource,
      parseQuantity(amount),
    ]),
  );
  return total;
}

function requestsOf({ resources }: Container): [string, number][] {
  return Object.entries(resources?.requests ?? {}).map(([resource, amount]) => [resource, parseQuantity(amount)]);
}

function add(total: Map<string, number>, requests: Iterable<[string, number]>): void {
  for (const [resource, amount] of requests) total.set(resource, (total.get(resource) ?? 0) + amount);
}

export interface HostPort {
  port: number;
  protocol: string;
  ip: string;
}

/** The ports that a pod takes on its node; with hostNetwork every container port is one. */
export function hostPorts(pod: Pod): HostPort[] {
  return [
    ...containersOf(pod, 'containers'),
    ...containersOf(pod, 'initContainers').filter(({ restartPolicy }) => restartPolicy === 'Always'),
  ].flatMap(({ ports = [] }) =>
    ports.flatMap(({ containerPort, hostPort, hostIP = '', protocol = 'TCP' }) => {
      const port = hostPort ?? (pod.spec.hostNetwork ? containerPort : 0);
      return port > 0 ? [{ port, protocol, ip: hostIP }] : [];
    }),
  );
}

/** Whether two pods cannot share a node for these ports: same port and protocol, and one of them on every address or both on one. */
export function portsClash(a: HostPort, b: HostPort): boolean {
  const anywhere = (ip: string) => ip === '' || ip === '0.0.0.0';
  return a.port === b.port && a.protocol === b.protocol && (anywhere(a.ip) || anywhere(b.ip) || a.ip === b.ip);
}
