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
  let failure: { readonly error: unknown } | undefined;
  const worker = async () => {
    for (let next = iterator.next(); next.done !== true; next = iterator.next()) {
      index += 1;
      try {
        await action(next.value, index);
      } catch (error) {
        failure ??= { error };
      }
      if (failure !== undefined) return;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (failure !== undefined) throw failure.error;
}
