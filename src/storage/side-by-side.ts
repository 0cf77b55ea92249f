/** How much of one kind of work the private file system is given at a time: one after the other would wait for each. */
const width = 16;

/** Thrown where the person wants no more of some work. */
export class Stopped extends Error {}

/**
 * Does `work` for every item, a few at a time, and gives the values in the items' order. After a failure nothing new begins;
 * it rejects with the first one once all that had begun has ended.
 */
export async function sideBySide<Item, Value>(
  items: readonly Item[],
  work: (item: Item) => Promise<Value>,
): Promise<Value[]> {
  const values: Value[] = [];
  const waiting = items.entries();
  let failed: { problem: unknown } | undefined;
  const lane = async () => {
    for (const [at, item] of waiting) {
      if (failed !== undefined) return;
      try {
        values[at] = await work(item);
      } catch (problem) {
        failed ??= { problem };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
  if (failed !== undefined) throw (failed as { problem: unknown }).problem;
  return values;
}
