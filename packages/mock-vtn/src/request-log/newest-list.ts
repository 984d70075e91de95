/** Keeps the newest items of an endless row, and counts all. */
export class NewestList<Item> {
  readonly #capacity: number;
  #items: Item[] = [];
  #start = 0;
  #totalCount = 0;

  /** @param capacity - how many are kept; 1 or more */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** How many were ever added since the last {@link clear}. */
  get totalCount(): number {
    return this.#totalCount;
  }

  add(item: Item): void {
    this.#totalCount += 1;
    if (this.#items.length < this.#capacity) {
      this.#items.push(item);
      return;
    }
    this.#items[this.#start] = item;
    this.#start = (this.#start + 1) % this.#capacity;
  }

  /** The kept items, oldest first, as a new array. */
  toArray(): Item[] {
    return [...this.#items.slice(this.#start), ...this.#items.slice(0, this.#start)];
  }

  clear(): void {
    this.#items = [];
    this.#start = 0;
    this.#totalCount = 0;
  }
}
