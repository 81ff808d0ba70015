/** FNV-1a: a number for a text, the same on every machine. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

/** The items in an order that the seed alone decides, so that the place of an answer is no clue and never changes. */
export function shuffledBy<T>(seed: string, items: readonly T[], keyOf: (item: T) => string): T[] {
  const ranked = items.map((item) => ({ item, rank: hash(`${hash(seed)} ${hash(keyOf(item))} ${keyOf(item)}`) }));
  return ranked.sort((a, b) => a.rank - b.rank).map(({ item }) => item);
}
