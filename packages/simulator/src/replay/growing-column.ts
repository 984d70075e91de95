const FIRST_CAPACITY = 64;
const GROWTH = 1.5;

/** Numbers that come one by one: 8 bytes each, no object. */
export class GrowingColumn {
  #values: Float64Array = new Float64Array(FIRST_CAPACITY);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The number that came last; `undefined` if none came. */
  get last(): number | undefined {
    return this.#length === 0 ? undefined : this.#values[this.#length - 1];
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const grown = new Float64Array(Math.ceil(this.#length * GROWTH));
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  /** What came so far; shares its memory with this column. */
  values(): Float64Array {
    return this.#values.subarray(0, this.#length);
  }
}
