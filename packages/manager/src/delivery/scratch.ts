/** Numbers of any kind begin at a multiple of so many bytes. */
const ALIGNMENT = 8;
/** What grew larger is not kept. */
const MOST_KEPT_BYTES = 4_194_304;
/** As many as are used at once by a busy manager. */
const MOST_KEPT = 64;

/**
 * Memory that is lent in pieces, and written over once it is cleared: V8 collects its whole heap each
 * time a few megabytes of new buffers have come up, which costs more than all that is done with them.
 */
export class Scratch {
  #buffer = new ArrayBuffer(0);
  #used = 0;

  /** A piece; what is in it is anything. */
  bytes(byteLength: number): Uint8Array {
    const from = this.#take(byteLength);
    return new Uint8Array(this.#buffer, from, byteLength);
  }

  /** A piece for numbers; what is in it is anything. */
  numbers(count: number): Float64Array {
    const from = this.#take(count * Float64Array.BYTES_PER_ELEMENT);
    return new Float64Array(this.#buffer, from, count);
  }

  /** Ends all that was lent. */
  clear(): void {
    this.#used = 0;
    if (this.#buffer.byteLength > MOST_KEPT_BYTES) this.#buffer = new ArrayBuffer(0);
  }

  #take(byteLength: number): number {
    if (this.#used + byteLength > this.#buffer.byteLength) {
      // Pieces of the smaller buffer stay as they are.
      this.#buffer = new ArrayBuffer(Math.max(2 * this.#buffer.byteLength, byteLength));
      this.#used = 0;
    }
    const from = this.#used;
    this.#used += Math.ceil(byteLength / ALIGNMENT) * ALIGNMENT;
    return from;
  }
}

/** Scratches for those who work side by side. */
export class ScratchPool {
  readonly #free: Scratch[] = [];

  borrow(): Scratch {
    return this.#free.pop() ?? new Scratch();
  }

  /** Gives back one that was borrowed: nothing that it lent may be read any more. */
  giveBack(scratch: Scratch): void {
    scratch.clear();
    if (this.#free.length < MOST_KEPT) this.#free.push(scratch);
  }
}
