/** An object as far as it tells when it was made. */
export interface DatedObject {
  readonly createdDateTime?: string;
}

/** Reads objects of a list: at most `pageSize` of them, from the one at `skip` on. */
export type ReadPage<Item> = (skip: number, pageSize: number) => Promise<readonly Item[]>;

/** Objects per request. */
const PAGE_SIZE = 50;

/** Where a list is given up that has no end; above any that a VTN could hold. */
const LONGEST_LIST = 2 ** 30;

/**
 * Reads the objects of a list that were made since an instant, and some older ones, without reading
 * all of it: a few requests, and one more each time that the list doubles.
 *
 * No version says how a VTN orders its lists. Most go by the instant at which objects were made, the
 * newest first or last, which the dates of the first page tell:
 *
 * ```
 * newest first   [ new new old old . . . . . . . . ]   read from the front
 * newest last    [ . . . . . . . . old old new new ]   leap to the end: 100, 200, 400, then halve
 * ```
 *
 * @param sinceAtMs - epoch ms by the VTN's clock
 * @returns `undefined` where the dates of what was read are in no order, or missing: then only the
 * whole list tells
 */
export async function newestObjects<Item extends DatedObject>(
  readPage: ReadPage<Item>,
  sinceAtMs: number,
): Promise<readonly Item[] | undefined> {
  const first = await readPage(0, PAGE_SIZE);
  if (first.length < PAGE_SIZE) return first;
  const step = Math.sign(madeAtMs(first.at(-1)) - madeAtMs(first[0]));
  const rest = step < 0 ? await readFront(readPage, first, sinceAtMs) : [];
  const tail = step > 0 ? await readBack(readPage, sinceAtMs) : [];
  if (rest === undefined || tail === undefined) return undefined;
  const items = [...first, ...rest, ...tail];
  return isInOrder(items, step) ? items : undefined;
}

/** Epoch ms; `Infinity` where the VTN does not say. */
export function madeAtMs({ createdDateTime = "" }: DatedObject = {}): number {
  const atMs = Date.parse(createdDateTime);
  return Number.isNaN(atMs) ? Infinity : atMs;
}

/** What comes behind the first page, page by page, until one ends with an older object. */
async function readFront<Item extends DatedObject>(
  readPage: ReadPage<Item>,
  first: readonly Item[],
  sinceAtMs: number,
): Promise<readonly Item[] | undefined> {
  const items: Item[] = [];
  let page = first;
  while (page.length === PAGE_SIZE && madeAtMs(page.at(-1)) >= sinceAtMs) {
    page = await readPage(PAGE_SIZE + items.length, PAGE_SIZE);
    items.push(...page);
    if (items.length > LONGEST_LIST) return undefined;
  }
  return items;
}

/** The end of a list, and of what stands before it as much as is new; without the first page. */
async function readBack<Item extends DatedObject>(
  readPage: ReadPage<Item>,
  sinceAtMs: number,
): Promise<readonly Item[] | undefined> {
  let skip = await findLastPage(readPage);
  if (skip === undefined) return undefined;
  let items: readonly Item[] = [];
  // Others may have added some since.
  for (let page = await readPage(skip, PAGE_SIZE); page.length > 0; ) {
    items = [...items, ...page];
    if (page.length < PAGE_SIZE) break;
    page = await readPage(skip + items.length, PAGE_SIZE);
  }
  while (skip > PAGE_SIZE && madeAtMs(items[0]) >= sinceAtMs) {
    const from = Math.max(PAGE_SIZE, skip - PAGE_SIZE);
    items = [...(await readPage(from, skip - from)), ...items];
    skip = from;
  }
  return items;
}

/** Where a page begins that holds the end of a list of at least one page. */
async function findLastPage(readPage: ReadPage<unknown>): Promise<number | undefined> {
  const isIn = async (index: number) => (await readPage(index, 1)).length > 0;
  let least = PAGE_SIZE;
  let beyond = 2 * PAGE_SIZE;
  while (await isIn(beyond)) {
    least = beyond;
    beyond *= 2;
    if (beyond > LONGEST_LIST) return undefined;
  }
  while (beyond - least > PAGE_SIZE) {
    const middle = Math.floor((least + beyond) / 2);
    if (await isIn(middle)) least = middle;
    else beyond = middle;
  }
  return least;
}

/** Whether each object was made no sooner, or no later, than the one before. */
function isInOrder(items: readonly DatedObject[], step: number): boolean {
  return step !== 0 && items.every((item, index) => isNextIn(items[index - 1], item, step));
}

function isNextIn(previous: DatedObject | undefined, item: DatedObject, step: number): boolean {
  return previous === undefined || (madeAtMs(item) - madeAtMs(previous)) * step >= 0;
}
