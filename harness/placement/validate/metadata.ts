import { dnsLabelProblem, labelKeyProblem, labelValueProblem, subdomainProblem } from '../syntax.ts';
import type { ObjectMeta } from '../types.ts';
import { invalid, invalidIf, type Refusal, required, tooLong } from './refusal.ts';

/** Labels, and what else is spelt as labels are: `ValidateLabels` in apimachinery. The field is that of the whole map. */
export function validateLabels(labels: Record<string, string> | undefined, field: string): Refusal[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...invalidIf(field, key, labelKeyProblem),
    ...invalidIf(field, value, labelValueProblem),
  ]);
}

const mostAnnotationBytes = 256 * 1024;

/** Keys as those of labels, but in any case; 256 KiB in all. */
export function validateAnnotations(annotations: Record<string, string> | undefined, field: string): Refusal[] {
  const entries = Object.entries(annotations ?? {});
  const encoder = new TextEncoder();
  const bytes = entries.reduce((sum, [key, value]) => sum + encoder.encode(key + value).length, 0);
  return [
    ...entries.flatMap(([key]) => invalidIf(field, key, (text) => labelKeyProblem(text.toLowerCase()))),
    ...(bytes > mostAnnotationBytes ? [tooLong(field, mostAnnotationBytes)] : []),
  ];
}

/** `ValidateObjectMeta`, and kubectl's own demand for a name: apply takes no generateName. */
export function validateMetadata({ name, namespace, labels, annotations, generation }: ObjectMeta): Refusal[] {
  return [
    ...(name ? invalidIf('metadata.name', name, subdomainProblem) : [required('metadata.name', 'a name is required')]),
    ...(namespace ? invalidIf('metadata.namespace', namespace, dnsLabelProblem) : []),
    ...nonNegative(generation, 'metadata.generation'),
    ...validateLabels(labels, 'metadata.labels'),
    ...validateAnnotations(annotations, 'metadata.annotations'),
  ];
}

/** `ValidateNonnegativeField`. */
export function nonNegative(value: number | undefined, field: string): Refusal[] {
  return value !== undefined && value < 0 ? [invalid(field, value, 'it must not be negative')] : [];
}
