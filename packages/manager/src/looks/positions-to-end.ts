/** Where a search for the end of a list is given up: some VTNs find something at any position. */
const LONGEST_LIST = 1_000_000;

/**
 * Where to look for the end of a list: at twice the position until nothing is there, then between what
 * was there and what was not, then at all that is left.
 *
 * Is told by `next()` whether something was there.
 *
 * @param count - how many the list has at least, 1 or more
 * @param pageLimit - how many can be read at once by now
 */
export function* positionsToEnd(
  count: number,
  pageLimit: () => number,
): Generator<{ readonly skip: number; readonly limit: number }, void, boolean> {
  let least = count - 1;
  let beyond = 2 * count;
  while (yield { skip: beyond, limit: 1 }) {
    least = beyond;
    beyond *= 2;
    if (beyond > LONGEST_LIST) return;
  }
  while (beyond - least > pageLimit()) {
    const middle = Math.floor((least + beyond) / 2);
    if (yield { skip: middle, limit: 1 }) least = middle;
    else beyond = middle;
  }
  yield { skip: least, limit: pageLimit() };
}
