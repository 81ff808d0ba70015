/** How many questions are under way at once: each from a node is a process or two there. */
const atOnce = 6;

/** Does something with each item, a few at a time, and gives the results in their order. */
export async function askAll<T, R>(items: readonly T[], one: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Map<number, R>();
  const queue = items.entries();
  const work = async () => {
    for (const [index, item] of queue) results.set(index, await one(item));
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work));
  return items.map((_, index) => results.get(index) as R);
}
