import { dnsLabelProblem } from '../syntax.ts';
import { type ContainerPort, hostPortConflicts, validateContainerPorts } from './ports.ts';
import { duplicate, forbidden, invalid, invalidIf, notFound, notSupported, type Refusal, required } from './refusal.ts';

export interface Container {
  name?: string;
  image?: string;
  imagePullPolicy?: string;
  terminationMessagePolicy?: string;
  restartPolicy?: string;
  ports?: ContainerPort[];
  env?: { name?: string; value?: string; valueFrom?: Record<string, unknown> }[];
  volumeMounts?: { name?: string; mountPath?: string }[];
  lifecycle?: unknown;
  livenessProbe?: unknown;
  readinessProbe?: unknown;
  startupProbe?: unknown;
}

/** What the volumes of the template are called that can be mounted. */
export type VolumeNames = ReadonlySet<string>;

/** `validateContainers` in pkg/apis/core/validation, after the defaults; probes, resources and security contexts are not checked offline. */
export function validateContainers(containers: readonly Container[], volumes: VolumeNames, field: string): Refusal[] {
  if (containers.length === 0) return [required(field, 'at least one container is required')];
  const names = new Set<string>();
  const each = containers.flatMap((container, index) => {
    const at = `${field}[${index}]`;
    return [
      ...validateContainer(container, volumes, at),
      ...validateUnique(container.name ?? '', names, at),
      ...validateRestart(container, at),
    ];
  });
  return [...each, ...hostPortConflicts(containers, field)];
}

/** `validateInitContainers`: names are unique among all containers, probes are for sidecars only. */
export function validateInitContainers(
  containers: readonly Container[],
  taken: readonly Container[],
  volumes: VolumeNames,
  field: string,
): Refusal[] {
  const names = new Set(taken.map(({ name }) => name ?? ''));
  return containers.flatMap((container, index) => {
    const at = `${field}[${index}]`;
    return [
      ...validateContainer(container, volumes, at),
      ...validateRestart(container, at),
      ...validateUnique(container.name ?? '', names, at),
      // Upstream counts each init container by itself, so its index here is always 0.
      ...hostPortConflicts([container], field),
      ...(container.restartPolicy === 'Always' ? [] : forbiddenForInit(container, at)),
    ];
  });
}

const restartPolicies = ['Always', 'OnFailure', 'Never'];

function validateRestart({ restartPolicy }: Container, field: string): Refusal[] {
  if (restartPolicy === undefined || restartPolicies.includes(restartPolicy)) return [];
  return [notSupported(`${field}.restartPolicy`, restartPolicy, restartPolicies)];
}

function forbiddenForInit(container: Container, field: string): Refusal[] {
  const set = (['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const).filter(
    (key) => container[key] !== undefined,
  );
  return set.map((key) =>
    forbidden(`${field}.${key}`, 'an init container has none unless its restartPolicy is Always'),
  );
}

function validateUnique(name: string, names: Set<string>, field: string): Refusal[] {
  if (names.has(name)) return [duplicate(`${field}.name`, name)];
  names.add(name);
  return [];
}

function validateContainer(container: Container, volumes: VolumeNames, field: string): Refusal[] {
  const { name, image, terminationMessagePolicy, imagePullPolicy, ports, env } = container;
  return [
    ...(name ? invalidIf(`${field}.name`, name, dnsLabelProblem) : [required(`${field}.name`, 'a name is required')]),
    ...(image ? [] : [required(`${field}.image`, 'an image is required')]),
    ...validateChoice(terminationMessagePolicy, ['File', 'FallbackToLogsOnError'], `${field}.terminationMessagePolicy`),
    ...validateContainerPorts(ports ?? [], `${field}.ports`),
    ...validateEnvironment(env ?? [], `${field}.env`),
    ...validateMounts(container.volumeMounts ?? [], volumes, `${field}.volumeMounts`),
    ...validateChoice(imagePullPolicy, ['Always', 'IfNotPresent', 'Never'], `${field}.imagePullPolicy`),
  ];
}

/** A field that the server fills in where it is empty. */
function validateChoice(value: string | undefined, supported: readonly string[], field: string): Refusal[] {
  return value && !supported.includes(value) ? [notSupported(field, value, supported)] : [];
}

const environmentNamePattern = /^[\x20-\x3c\x3e-\x7e]+$/;

function validateEnvironment(variables: NonNullable<Container['env']>, field: string): Refusal[] {
  return variables.flatMap(({ name, value, valueFrom }, index) => {
    const at = `${field}[${index}]`;
    const wrongName = name
      ? invalidIf(`${at}.name`, name, (text) =>
          environmentNamePattern.test(text) ? undefined : 'it must be printable ASCII without =',
        )
      : [required(`${at}.name`, 'a name is required')];
    return [...wrongName, ...(valueFrom ? validateSource(valueFrom, value, `${at}.valueFrom`) : [])];
  });
}

function validateSource(source: Record<string, unknown>, value: string | undefined, field: string): Refusal[] {
  const count = Object.keys(source).length;
  if (count === 0) return [invalid(field, '', 'it needs a source')];
  if (value) return [invalid(field, '', 'it must not stand beside a value')];
  return count > 1 ? [invalid(field, '', 'it must have one source only')] : [];
}

function validateMounts(
  mounts: NonNullable<Container['volumeMounts']>,
  volumes: VolumeNames,
  field: string,
): Refusal[] {
  const paths = new Set<string>();
  return mounts.flatMap(({ name = '', mountPath = '' }, index) => {
    const at = `${field}[${index}]`;
    const isRepeated = paths.has(mountPath);
    paths.add(mountPath);
    return [
      ...(name === '' ? [required(`${at}.name`, 'a name is required')] : []),
      ...(volumes.has(name) ? [] : [notFound(`${at}.name`, `the template has no volume ${name || '""'}`)]),
      ...(mountPath === '' ? [required(`${at}.mountPath`, 'a path is required')] : []),
      ...(isRepeated ? [invalid(`${at}.mountPath`, mountPath, 'another volume is mounted there')] : []),
    ];
  });
}
