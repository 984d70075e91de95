/** Numbers of any kind begin at a multiple of so many bytes. */
const ALIGNMENT = 8;
/** What is lent lies side by side in buffers of this size, or of its own if it is longer. */
const BUFFER_BYTES = 65_536;
/** Most that is kept by all scratches of a pool that are not borrowed. */
const MOST_KEPT_BYTES = 67_108_864;

/**
 * Memory that is lent in pieces, and written over once it is cleared: V8 collects its whole heap each
 * time a few megabytes of new buffers have come up, which costs more than all that is done with them.
 */
export class Scratch {
  readonly #buffers: ArrayBuffer[] = [];
  #byteLength = 0;
  /** The buffer of which is lent next, and how much of it is. */
  #current = 0;
  #used = 0;

  /** How much memory it keeps. */
  get byteLength(): number {
    return this.#byteLength;
  }

  /** A piece; what is in it is anything. */
  bytes(byteLength: number): Uint8Array {
    const buffer = this.#bufferWith(byteLength);
    return new Uint8Array(buffer, this.#take(byteLength), byteLength);
  }

  /** A piece for numbers; what is in it is anything. */
  numbers(count: number): Float64Array {
    const byteLength = count * Float64Array.BYTES_PER_ELEMENT;
    const buffer = this.#bufferWith(byteLength);
    return new Float64Array(buffer, this.#take(byteLength), count);
  }

  /** Ends all that was lent. */
  clear(): void {
    this.#current = 0;
    this.#used = 0;
  }

  /** The first buffer from the current one on with so much room; made if there is none. */
  #bufferWith(byteLength: number): ArrayBuffer {
    for (;;) {
      const buffer = this.#buffers[this.#current];
      if (buffer === undefined) break;
      if (this.#used + byteLength <= buffer.byteLength) return buffer;
      this.#current += 1;
      this.#used = 0;
    }
    const made = new ArrayBuffer(Math.max(BUFFER_BYTES, byteLength));
    this.#buffers.push(made);
    this.#byteLength += made.byteLength;
    return made;
  }

  #take(byteLength: number): number {
    const from = this.#used;
    this.#used += Math.ceil(byteLength / ALIGNMENT) * ALIGNMENT;
    return from;
  }
}

/** Scratches for those who work side by side. */
export class ScratchPool {
  readonly #free: Scratch[] = [];
  #keptBytes = 0;

  borrow(): Scratch {
    const scratch = this.#free.pop() ?? new Scratch();
    this.#keptBytes -= scratch.byteLength;
    return scratch;
  }

  /** Gives back one that was borrowed, once: nothing that it lent may be read any more. */
  giveBack(scratch: Scratch): void {
    const { byteLength } = scratch;
    if (this.#keptBytes + byteLength > MOST_KEPT_BYTES) return;
    scratch.clear();
    this.#keptBytes += byteLength;
    this.#free.push(scratch);
  }
}
