/** Integers as Kubernetes reads them from labels and taints. Small ones stay numbers: comparing them with a bigint is exact. */

const maxInt64 = 2n ** 63n - 1n;
const minInt64 = -(2n ** 63n);

/** Reads an int64 as Go's `strconv.ParseInt(text, 10, 64)` does: a sign may lead, zeros may lead, nothing else is allowed. */
export function parseInt64(text: string): number | bigint | undefined {
  if (!/^[+-]?[0-9]+$/.test(text)) return undefined;
  if (text.length <= 15) return Number(text);
  const value = BigInt(text.startsWith('+') ? text.slice(1) : text);
  return value >= minInt64 && value <= maxInt64 ? value : undefined;
}

/**
 * Reads an int64 only where it is written in the one canonical way: no plus, no leading zero, no -0.
 * The comparison operators of tolerations take nothing else (`IsDecimalInteger` in apimachinery).
 */
export function parseCanonicalInt64(text: string): number | bigint | undefined {
  return /^(0|-?[1-9][0-9]*)$/.test(text) ? parseInt64(text) : undefined;
}
