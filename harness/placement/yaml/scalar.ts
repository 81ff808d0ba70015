/**
 * What a YAML scalar means to kubectl, which reads YAML 1.1 as go-yaml v2 does (`resolve.go` in go.yaml.in/yaml/v2).
 * Base 60 and timestamps stay text there, and `y` and `n` are booleans.
 */

export type Scalar = string | number | boolean | null;

const words = new Map<string, Scalar>([
  ...['y', 'yes', 'true', 'on'].flatMap(cased).map((word): [string, Scalar] => [word, true]),
  ...['n', 'no', 'false', 'off'].flatMap(cased).map((word): [string, Scalar] => [word, false]),
  ...['null'].flatMap(cased).map((word): [string, Scalar] => [word, null]),
  ['', null],
  ['~', null],
]);

function cased(word: string): string[] {
  return [word, word.charAt(0).toUpperCase() + word.slice(1), word.toUpperCase()];
}

/** A scalar that JSON cannot hold, such as `.inf`; kubectl refuses it too. */
export class ScalarError extends Error {}

const decimalFloat = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const timestamp = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ]|$)/;

/** Reads a plain scalar without a tag. */
export function resolvePlain(text: string): Scalar {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (/^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$/.test(text)) throw new ScalarError(`${text} has no place in JSON`);
  if (!/^[-+.0-9]/.test(text) || timestamp.test(text)) return text;
  // Behind a leading point, and nowhere else, an underscore must stand between two digits.
  if (text.startsWith('.') && /(^|\D)_|_(\D|$)/.test(text)) return text;
  return resolveNumber(text, text.replaceAll('_', ''));
}

/** Underscores may stand anywhere; a leading 0 means octal if all digits allow it, as in C. */
function resolveNumber(text: string, plain: string): Scalar {
  const [, sign = '', digits = ''] = /^([-+]?)(.*)$/s.exec(plain) ?? [];
  const value = parseInteger(digits);
  const int = value === undefined ? undefined : sign === '-' ? -value : value;
  if (int !== undefined && int >= -(2n ** 63n) && int < 2n ** 64n) return Number(int);
  return decimalFloat.test(plain) ? finite(plain, text) : text;
}

function parseInteger(digits: string): bigint | undefined {
  if (/^(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0|[1-9][0-9]*)$/.test(digits)) return BigInt(digits);
  return /^0[0-7]+$/.test(digits) ? BigInt(`0o${digits}`) : undefined;
}

/** A float that is too great for float64 stays a text. */
function finite(plain: string, text = plain): Scalar {
  const value = Number(plain);
  return Number.isFinite(value) ? value : text;
}

/** Reads a scalar with a tag; `undefined` when the tag does not fit it. */
export function resolveTagged(tag: string, text: string): Scalar | undefined {
  switch (tag.replace('tag:yaml.org,2002:', '!!')) {
    case '!!int':
      return ofType(resolvePlain(text), (value) => typeof value === 'number' && Number.isInteger(value));
    case '!!float':
      return ofType(resolvePlain(text), (value) => typeof value === 'number');
    case '!!bool':
      return ofType(resolvePlain(text), (value) => typeof value === 'boolean');
    case '!!null':
      return ofType(resolvePlain(text), (value) => value === null);
    case '!!binary':
      return atob(text.replaceAll(/\s/g, ''));
    default:
      return text;
  }
}

function ofType(value: Scalar, fits: (value: Scalar) => boolean): Scalar | undefined {
  return fits(value) ? value : undefined;
}

/** A key of a map as JSON has it: `yes` is true, `010` is 8. */
export function keyText(key: Scalar): string {
  if (key === null) throw new ScalarError('a key must not be null');
  return String(key);
}
