const factors: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** A Kubernetes quantity as a number (`500m` is 0.5, `1Gi` is 1073741824); NaN when it is none. */
export function parseQuantity(text: string | number): number {
  const [, digits, exponent, suffix = ''] =
    String(text).match(/^([+-]?(?:\d+\.?\d*|\.\d+))(?:[eE]([+-]?\d+)|([numkMGTPE]|[KMGTPE]i))?$/) ?? [];
  return Number(digits) * (exponent === undefined ? (factors[suffix] ?? Number.NaN) : 10 ** Number(exponent));
}

/** A number as people write it for this resource: cpu in cores or millicores, bytes in binary units. */
export function formatQuantity(value: number, resource: string): string {
  if (resource === 'cpu') return Number.isInteger(value) ? String(value) : `${Math.round(value * 1000)}m`;
  const unit = (['Ti', 'Gi', 'Mi', 'Ki'] as const).find((candidate) => Math.abs(value) >= (factors[candidate] ?? 1));
  if (!unit || !/memory|storage|hugepages/.test(resource)) return String(Math.round(value * 1000) / 1000);
  return `${Math.round((value / (factors[unit] ?? 1)) * 10) / 10}${unit}`;
}
