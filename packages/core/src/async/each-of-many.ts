/**
 * Does something with each of many items, so many at a time, in their order.
 *
 * Once an action fails, no further item is begun; what is under way is waited for.
 *
 * @param atOnce - 1 or more
 * @throws what the first action that failed threw
 */
export async function eachOfMany<Item>(
  items: Iterable<Item>,
  atOnce: number,
  action: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.iterator]();
  let index = -1;
  let isOver = false;
  let failure: { readonly error: unknown } | undefined;
  const worker = async () => {
    while (!isOver) {
      const next = iterator.next();
      if (next.done === true) {
        isOver = true;
        return;
      }
      index += 1;
      try {
        await action(next.value, index);
      } catch (error) {
        failure ??= { error };
        isOver = true;
      }
    }
  };
  const workers: Promise<void>[] = [];
  while (workers.length < atOnce && !isOver) workers.push(worker());
  await Promise.all(workers);
  if (failure !== undefined) throw failure.error;
}
