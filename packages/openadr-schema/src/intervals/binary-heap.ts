/** Gives back first what comes first in its order, whenever it was put in. */
export class BinaryHeap<Item> {
  readonly #comesFirst: (a: Item, b: Item) => boolean;
  #items: Item[] = [];

  /** @param comesFirst - whether `a` comes before `b` */
  constructor(comesFirst: (a: Item, b: Item) => boolean) {
    this.#comesFirst = comesFirst;
  }

  get size(): number {
    return this.#items.length;
  }

  /** The first item, which stays. */
  get first(): Item | undefined {
    return this.#items[0];
  }

  push(item: Item): void {
    let place = this.#items.push(item) - 1;
    while (place > 0) {
      const parentPlace = (place - 1) >> 1;
      const parent = this.#items[parentPlace] as Item;
      if (!this.#comesFirst(item, parent)) break;
      this.#items[place] = parent;
      place = parentPlace;
    }
    this.#items[place] = item;
  }

  /** The first item, which leaves. */
  pop(): Item | undefined {
    const first = this.#items[0];
    const last = this.#items.pop();
    if (this.#items.length > 0) this.#sink(last as Item);
    return first;
  }

  /** Drops what does not pass. */
  keep(passes: (item: Item) => boolean): void {
    const kept = this.#items.filter(passes);
    this.#items = [];
    for (const item of kept) this.push(item);
  }

  /** Puts an item at the top and lets it down to its place. */
  #sink(item: Item): void {
    const { length } = this.#items;
    let place = 0;
    for (let child = 1; child < length; child = 2 * place + 1) {
      const [left, right] = [this.#items[child] as Item, this.#items[child + 1]];
      const isRightFirst = child + 1 < length && this.#comesFirst(right as Item, left);
      const next = isRightFirst ? (right as Item) : left;
      if (!this.#comesFirst(next, item)) break;
      this.#items[place] = next;
      place = isRightFirst ? child + 1 : child;
    }
    this.#items[place] = item;
  }
}
