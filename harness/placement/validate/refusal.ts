/**
 * Why the API server, or kubectl before it, would refuse a manifest. Those that begin with FieldValue are the causes in the
 * server's own Status; the other three are ours, for refusals that carry no cause.
 */
export const refusalReasons = {
  FieldValueRequired: 'The field must have a value.',
  FieldValueInvalid: 'The value is not allowed there.',
  FieldValueNotSupported: 'The value is not one of those that the field takes.',
  FieldValueForbidden: 'The field must not be set here.',
  FieldValueDuplicate: 'The value is there twice.',
  FieldValueNotFound: 'The value names something that the manifest does not have.',
  FieldValueTooLong: 'The value is too long.',
  UnknownField: 'The field does not exist (strict decoding).',
  WrongType: 'The value has another type than the field (decoding).',
  NoKindMatch: 'The server knows no such kind in that version.',
} as const satisfies Record<string, string>;
export type RefusalReason = keyof typeof refusalReasons;

/** One refusal: the field as the server prints it, the reason, and what is wrong in words. */
export interface Refusal {
  field: string;
  reason: RefusalReason;
  message: string;
}

const show = (value: unknown) => (typeof value === 'string' ? value || '""' : JSON.stringify(value));

export const required = (field: string, message = 'a value is required'): Refusal => ({
  field,
  reason: 'FieldValueRequired',
  message,
});

export const invalid = (field: string, value: unknown, message: string): Refusal => ({
  field,
  reason: 'FieldValueInvalid',
  message: `${show(value)} is not allowed: ${message}`,
});

export const forbidden = (field: string, message: string): Refusal => ({
  field,
  reason: 'FieldValueForbidden',
  message,
});

export const duplicate = (field: string, value: unknown): Refusal => ({
  field,
  reason: 'FieldValueDuplicate',
  message: `${show(value)} is there twice`,
});

export const notFound = (field: string, message: string): Refusal => ({ field, reason: 'FieldValueNotFound', message });

export const tooLong = (field: string, most: number): Refusal => ({
  field,
  reason: 'FieldValueTooLong',
  message: `it must be at most ${most} bytes long`,
});

export const notSupported = (field: string, value: unknown, supported: readonly string[]): Refusal => ({
  field,
  reason: 'FieldValueNotSupported',
  message: `${show(value)} is not one of ${supported.join(', ')}`,
});

/** `invalid` with the problem that a check found, or nothing where it found none. */
export function invalidIf(field: string, value: string, check: (value: string) => string | undefined): Refusal[] {
  const problem = check(value);
  return problem === undefined ? [] : [invalid(field, value, problem)];
}

/** An enumeration that is empty or has another value than those supported. */
export function oneOf(field: string, value: string | undefined, supported: readonly string[]): Refusal[] {
  if (!value) return [required(field)];
  return supported.includes(value) ? [] : [notSupported(field, value, supported)];
}
