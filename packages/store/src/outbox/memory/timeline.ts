/** Things in the order of an instant, several of which may share one; those of one instant in the order they came. */
export class Timeline<T> {
  readonly #instants: number[] = [];
  readonly #items = new Map<number, Set<T>>();

  /** The first instant, epoch ms; `undefined` if there is nothing. */
  get firstAtMs(): number | undefined {
    return this.#instants[0];
  }

  add(atMs: number, item: T): void {
    const known = this.#items.get(atMs);
    if (known !== undefined) {
      known.add(item);
      return;
    }
    this.#items.set(atMs, new Set([item]));
    const last = this.#instants.at(-1);
    if (last === undefined || last < atMs) this.#instants.push(atMs);
    else this.#instants.splice(this.#placeOf(atMs), 0, atMs);
  }

  delete(atMs: number, item: T): void {
    const items = this.#items.get(atMs);
    if (items === undefined || !items.delete(item) || items.size > 0) return;
    this.#items.delete(atMs);
    this.#instants.splice(this.#placeOf(atMs), 1);
  }

  /**
   * From the first instant on. The timeline must not change meanwhile.
   *
   * @param fromMs - the first instant wanted. @defaultValue the first there is
   */
  *forwards(fromMs: number = 0): Generator<T, void, void> {
    for (let place = this.#placeOf(fromMs); place < this.#instants.length; place += 1) {
      yield* this.#at(place);
    }
  }

  /** From the last instant back. The timeline must not change meanwhile. */
  *backwards(): Generator<T, void, void> {
    for (let place = this.#instants.length - 1; place >= 0; place -= 1) yield* this.#at(place);
  }

  /** What is at an instant or before it, as a list: the timeline may change while it is read. */
  upTo(atMs: number): readonly T[] {
    const found: T[] = [];
    for (const instant of this.#instants) {
      if (instant > atMs) break;
      for (const item of this.#items.get(instant) ?? []) found.push(item);
    }
    return found;
  }

  clear(): void {
    this.#instants.length = 0;
    this.#items.clear();
  }

  #at(place: number): Iterable<T> {
    return this.#items.get(this.#instants[place] ?? Number.NaN) ?? [];
  }

  /** Where an instant is, or would be. */
  #placeOf(atMs: number): number {
    let low = 0;
    let high = this.#instants.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#instants[middle] ?? 0) < atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
