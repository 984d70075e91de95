const SLAB_BYTES = 8192;

/**
 * Copies bytes, small ones side by side into slabs of 8 KiB: a buffer of its own for each would cost
 * more than the copy. A slab is freed once nothing of it is used any more.
 */
export class ByteCopier {
  #slab = new ArrayBuffer(0);
  #usedBytes = 0;

  copy(bytes: Uint8Array): Uint8Array {
    const { byteLength } = bytes;
    // Not `slice`, which for a Buffer does not copy.
    if (byteLength > SLAB_BYTES / 8) return new Uint8Array(bytes);
    if (this.#usedBytes + byteLength > this.#slab.byteLength) {
      this.#slab = new ArrayBuffer(SLAB_BYTES);
      this.#usedBytes = 0;
    }
    const copy = new Uint8Array(this.#slab, this.#usedBytes, byteLength);
    copy.set(bytes);
    this.#usedBytes += byteLength;
    return copy;
  }
}
