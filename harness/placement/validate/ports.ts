import { duplicate, invalid, invalidIf, notSupported, type Refusal, required } from './refusal.ts';

export interface ContainerPort {
  name?: string;
  containerPort?: number;
  hostPort?: number;
  hostIP?: string;
  protocol?: string;
}

const protocols = ['SCTP', 'TCP', 'UDP'];

/** `validateContainerPorts` in pkg/apis/core/validation; the protocol is TCP where none is given. */
export function validateContainerPorts(ports: readonly ContainerPort[], field: string): Refusal[] {
  const names = new Set<string>();
  return ports.flatMap(({ name, containerPort = 0, hostPort = 0, protocol }, index) => {
    const at = `${field}[${index}]`;
    return [
      ...(name ? validateName(name, names, `${at}.name`) : []),
      ...(containerPort === 0
        ? [required(`${at}.containerPort`, 'a port is required')]
        : validateNumber(containerPort, `${at}.containerPort`)),
      ...(hostPort === 0 ? [] : validateNumber(hostPort, `${at}.hostPort`)),
      ...(protocol && !protocols.includes(protocol) ? [notSupported(`${at}.protocol`, protocol, protocols)] : []),
    ];
  });
}

function validateName(name: string, names: Set<string>, field: string): Refusal[] {
  const wrong = invalidIf(field, name, portNameProblem);
  if (wrong.length > 0) return wrong;
  if (names.has(name)) return [duplicate(field, name)];
  names.add(name);
  return [];
}

function portNameProblem(name: string): string | undefined {
  const isFine = name.length <= 15 && /^[-a-z0-9]+$/.test(name) && /[a-z]/.test(name) && !/--|^-|-$/.test(name);
  return isFine
    ? undefined
    : 'it must be at most 15 lower-case letters, digits and single hyphens, with a letter among them';
}

function validateNumber(port: number, field: string): Refusal[] {
  return port >= 1 && port <= 65_535 ? [] : [invalid(field, port, 'it must be from 1 to 65535')];
}

/** A host port that two containers of the pod ask for: `checkHostPortConflicts`. */
export function hostPortConflicts(containers: readonly { ports?: ContainerPort[] }[], field: string): Refusal[] {
  const taken = new Set<string>();
  return containers.flatMap(({ ports = [] }, index) =>
    ports.flatMap(({ hostPort = 0, protocol, hostIP = '' }, port) => {
      const key = `${protocol || 'TCP'}/${hostIP}/${hostPort}`;
      if (hostPort !== 0 && taken.has(key)) return [duplicate(`${field}[${index}].ports[${port}].hostPort`, key)];
      taken.add(key);
      return [];
    }),
  );
}

/** On the host network a port is the host's own: `validatePodHostNetworkDeps`. */
export function hostNetworkPorts(containers: readonly { ports?: ContainerPort[] }[], field: string): Refusal[] {
  return containers.flatMap(({ ports = [] }, index) =>
    ports.flatMap(({ hostPort = 0, containerPort = 0 }, port) =>
      hostPort !== 0 && hostPort !== containerPort
        ? [
            invalid(
              `${field}[${index}].ports[${port}].hostPort`,
              hostPort,
              'it must equal containerPort where hostNetwork is true',
            ),
          ]
        : [],
    ),
  );
}
