import type { DaemonSet, ObjectMeta } from '../types.ts';
import { decode } from './decode.ts';
import { nonNegative, validateAnnotations, validateLabels, validateMetadata } from './metadata.ts';
import { type TemplateSpec, validatePodSpec } from './pod-spec.ts';
import { forbidden, invalid, notSupported, type Refusal, required } from './refusal.ts';
import { type ObjectSelector, selects, validateSelector } from './selector.ts';
import { type UpdateStrategy, validateUpdateStrategy } from './update-strategy.ts';

export { type Refusal, type RefusalReason, refusalReasons } from './refusal.ts';

/** A DaemonSet as it is decoded: everything may be absent. */
interface Decoded {
  metadata?: ObjectMeta;
  spec?: {
    selector?: ObjectSelector;
    template?: { metadata?: ObjectMeta; spec?: TemplateSpec };
    updateStrategy?: UpdateStrategy;
    minReadySeconds?: number;
    revisionHistoryLimit?: number;
  };
}

/** A manifest that would be accepted, ready for the placement model; or why it would not, first that which the server says first. */
export type Checked =
  | { kind: 'accepted'; daemonSet: DaemonSet }
  | { kind: 'refused'; refusals: [Refusal, ...Refusal[]] };

/** What was looked at, and what only a live server tells. The text is shown in the help. */
export const notCheckedOffline =
  'Not checked offline: what volumes are made of, probes, lifecycle hooks, resources, security contexts, affinity between pods, topology spread, DNS settings, ' +
  'ephemeral and resource claims, owner references and finalizers; whether the namespace, service account, priority class or image exists; admission (quota, PodSecurity, policies); ' +
  'and what an update may not change, such as the selector.';

/** What `kubectl apply --validate=strict` of Kubernetes 1.36 does with a manifest: decoding first, then validation. */
export function checkDaemonSet(manifest: unknown): Checked {
  const mismatch = kindRefusal(manifest as { apiVersion?: unknown; kind?: unknown });
  if (mismatch) return { kind: 'refused', refusals: [mismatch] };
  const { value, wrongTypes, unknownFields } = decode(manifest, 'DaemonSet');
  const [first, ...rest] =
    wrongTypes.length > 0 ? wrongTypes : unknownFields.length > 0 ? unknownFields : validate(value as Decoded);
  return first
    ? { kind: 'refused', refusals: [first, ...rest] }
    : { kind: 'accepted', daemonSet: withTemplate(value as Decoded) };
}

function kindRefusal({ apiVersion, kind }: { apiVersion?: unknown; kind?: unknown }): Refusal | undefined {
  if (typeof apiVersion !== 'string' || apiVersion === '') return required('apiVersion', 'apiVersion is not set');
  if (typeof kind !== 'string' || kind === '') return required('kind', 'kind is not set');
  if (kind === 'DaemonSet' && apiVersion === 'apps/v1') return undefined;
  const hint = kind === 'DaemonSet' ? 'DaemonSet is in apps/v1' : 'the kind is DaemonSet, in apps/v1';
  return {
    field: kind === 'DaemonSet' ? 'apiVersion' : 'kind',
    reason: 'NoKindMatch',
    message: `there is no kind ${kind} in version ${apiVersion}: ${hint}`,
  };
}

/** Parts that are accepted though they are absent are made, so that the placement model finds what its types promise. */
function withTemplate({ metadata = {}, spec = {}, ...rest }: Decoded): DaemonSet {
  const { template = {}, ...others } = spec;
  return { ...rest, metadata, spec: { ...others, template: { ...template, spec: template.spec ?? {} } } } as DaemonSet;
}

/** `ValidateDaemonSet` in pkg/apis/apps/validation, in its order. */
function validate({ metadata = {}, spec = {} }: Decoded): Refusal[] {
  const { selector, template = {}, updateStrategy = {}, minReadySeconds, revisionHistoryLimit } = spec;
  return [
    ...validateMetadata(metadata),
    ...validateSelector(selector, 'spec.selector'),
    ...validateSelection(selector, template.metadata?.labels ?? {}),
    ...validateTemplate(template.metadata ?? {}, template.spec ?? {}),
    ...nonNegative(minReadySeconds, 'spec.minReadySeconds'),
    ...validateUpdateStrategy(updateStrategy, 'spec.updateStrategy'),
    ...nonNegative(revisionHistoryLimit, 'spec.revisionHistoryLimit'),
  ];
}

function validateSelection(selector: ObjectSelector | undefined, labels: Record<string, string>): Refusal[] {
  const isEmpty =
    selector !== undefined &&
    Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0;
  return [
    ...(selects(selector, labels) === false
      ? [invalid('spec.template.metadata.labels', labels, 'the selector does not match these labels')]
      : []),
    ...(isEmpty ? [invalid('spec.selector', selector, 'it must not be empty')] : []),
  ];
}

function validateTemplate({ labels, annotations }: ObjectMeta, spec: TemplateSpec): Refusal[] {
  const at = 'spec.template';
  const policy = spec.restartPolicy || 'Always';
  return [
    ...validateLabels(labels, `${at}.labels`),
    ...validateAnnotations(annotations, `${at}.annotations`),
    ...validatePodSpec(spec, `${at}.spec`),
    ...((spec.ephemeralContainers ?? []).length > 0
      ? [forbidden(`${at}.spec.ephemeralContainers`, 'a template has none')]
      : []),
    ...(policy === 'Always' ? [] : [notSupported(`${at}.spec.restartPolicy`, policy, ['Always'])]),
    ...(spec.activeDeadlineSeconds === undefined
      ? []
      : [forbidden(`${at}.spec.activeDeadlineSeconds`, 'a DaemonSet has none')]),
  ];
}
