import { dnsLabelProblem, subdomainProblem } from '../syntax.ts';
import type { Toleration } from '../types.ts';
import { type NodeAffinity, validateNodeAffinity } from './affinity.ts';
import { type Container, validateContainers, validateInitContainers } from './containers.ts';
import { validateLabels } from './metadata.ts';
import { hostNetworkPorts } from './ports.ts';
import { duplicate, invalid, invalidIf, oneOf, type Refusal, required } from './refusal.ts';
import { validateTolerations } from './tolerations.ts';

export interface TemplateSpec {
  containers?: Container[];
  initContainers?: Container[];
  volumes?: { name?: string }[];
  nodeName?: string;
  nodeSelector?: Record<string, string>;
  affinity?: { nodeAffinity?: NodeAffinity };
  tolerations?: Toleration[];
  hostNetwork?: boolean;
  restartPolicy?: string;
  dnsPolicy?: string;
  serviceAccountName?: string;
  priorityClassName?: string;
  hostname?: string;
  subdomain?: string;
  activeDeadlineSeconds?: number;
  ephemeralContainers?: unknown[];
}

/** `ValidatePodSpec` in pkg/apis/core/validation, in its order, for the parts that are checked offline. */
export function validatePodSpec(spec: TemplateSpec, field: string): Refusal[] {
  const { containers = [], initContainers = [], volumes = [], hostNetwork, nodeSelector, affinity } = spec;
  const { names, refusals } = validateVolumes(volumes, `${field}.volumes`);
  return [
    ...refusals,
    ...validateContainers(containers, names, `${field}.containers`),
    ...validateInitContainers(initContainers, containers, names, `${field}.initContainers`),
    ...(hostNetwork ? hostNetworkPorts(containers, `${field}.containers`) : []),
    ...oneOf(`${field}.restartPolicy`, spec.restartPolicy || 'Always', ['Always', 'OnFailure', 'Never']),
    ...oneOf(`${field}.dnsPolicy`, spec.dnsPolicy || 'ClusterFirst', [
      'ClusterFirstWithHostNet',
      'ClusterFirst',
      'Default',
      'None',
    ]),
    ...validateLabels(nodeSelector, `${field}.nodeSelector`),
    ...validateNodeAffinity(affinity?.nodeAffinity, `${field}.affinity.nodeAffinity`),
    ...validateNames(spec, field),
    ...validateTolerations(spec.tolerations ?? [], `${field}.tolerations`),
    ...(spec.priorityClassName
      ? invalidIf(`${field}.priorityClassName`, spec.priorityClassName, subdomainProblem)
      : []),
  ];
}

function validateNames(
  { serviceAccountName, nodeName, activeDeadlineSeconds: seconds, hostname, subdomain }: TemplateSpec,
  field: string,
): Refusal[] {
  return [
    ...(serviceAccountName ? invalidIf(`${field}.serviceAccountName`, serviceAccountName, subdomainProblem) : []),
    ...(nodeName ? invalidIf(`${field}.nodeName`, nodeName, subdomainProblem) : []),
    ...(seconds !== undefined && (seconds < 1 || seconds >= 2 ** 31)
      ? [invalid(`${field}.activeDeadlineSeconds`, seconds, 'it must be from 1 to 2147483647')]
      : []),
    ...(hostname ? invalidIf(`${field}.hostname`, hostname, dnsLabelProblem) : []),
    ...(subdomain ? invalidIf(`${field}.subdomain`, subdomain, dnsLabelProblem) : []),
  ];
}

/** Names only: what the volumes are made of is not checked offline. A volume with a wrong name cannot be mounted. */
function validateVolumes(
  volumes: readonly { name?: string }[],
  field: string,
): { names: Set<string>; refusals: Refusal[] } {
  const names = new Set<string>();
  const refusals = volumes.flatMap(({ name = '' }, index) => {
    const at = `${field}[${index}].name`;
    const found = name === '' ? [required(at, 'a name is required')] : invalidIf(at, name, dnsLabelProblem);
    if (names.has(name)) found.push(duplicate(at, name));
    if (found.length === 0) names.add(name);
    return found;
  });
  return { names, refusals };
}
