const SLAB_BYTES = 65_536;
/** Longer ones get room of their own. */
const MOST_BYTES = SLAB_BYTES / 4;
/** So that numbers of any kind may be read in place. */
const ALIGNMENT = 8;

/** Copies bytes into larger pieces of memory: that is faster than to ask for each piece by itself. */
export class SlabCopier {
  #slab: Buffer = Buffer.alloc(0);
  #used = 0;

  /** A copy, which begins at a multiple of 8 bytes. */
  copy(bytes: Uint8Array): Uint8Array {
    const { byteLength } = bytes;
    if (byteLength > MOST_BYTES) return Buffer.from(bytes);
    if (this.#used + byteLength > this.#slab.byteLength) {
      this.#slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
      this.#used = 0;
    }
    const from = this.#used;
    this.#slab.set(bytes, from);
    this.#used += Math.ceil(byteLength / ALIGNMENT) * ALIGNMENT;
    return this.#slab.subarray(from, from + byteLength);
  }
}
