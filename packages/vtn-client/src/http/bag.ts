/** Where an item is in a {@link Bag}. */
export interface Place<Item> {
  readonly item: Item;
  index: number;
}

/**
 * Items in no order, each put in and taken out in no time.
 *
 * Not a Set: one whose items come and go is rebuilt every few of them, and what it leaves behind
 * keeps items alive until the next full collection of garbage.
 */
export class Bag<Item> {
  readonly #places: Place<Item>[] = [];

  get size(): number {
    return this.#places.length;
  }

  /** The items at this moment. */
  get items(): readonly Item[] {
    return this.#places.map(({ item }) => item);
  }

  /** Puts an item in; give back what this returns to {@link remove} it. */
  add(item: Item): Place<Item> {
    const place = { item, index: this.#places.length };
    this.#places.push(place);
    return place;
  }

  /** Takes an item out, once. */
  remove(place: Place<Item>): void {
    const last = this.#places.pop();
    if (last === undefined || last === place) return;
    this.#places[place.index] = last;
    last.index = place.index;
  }
}
