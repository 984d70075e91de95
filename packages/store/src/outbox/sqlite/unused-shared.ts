/**
 * Shared bytes that no entry uses at the moment. They stay for a while, as the next tick mostly needs
 * them again; those that are unused for longest go first.
 */
export class UnusedShared {
  readonly #mostBytes: number;
  readonly #byteLengths = new Map<number, number>();
  #bytes = 0;
  /** Whether all that are in the file are known. */
  isLoaded = false;

  /** @param mostBytes - how many bytes of the file they may take together */
  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  add(sharedId: number, byteLength: number): void {
    this.remove(sharedId);
    this.#byteLengths.set(sharedId, byteLength);
    this.#bytes += byteLength;
  }

  /** An entry uses them again, or they are deleted. */
  remove(sharedId: number): void {
    this.#bytes -= this.#byteLengths.get(sharedId) ?? 0;
    this.#byteLengths.delete(sharedId);
  }

  /** Those that are too many. */
  surplus(): readonly number[] {
    const sharedIds: number[] = [];
    let bytes = this.#bytes;
    for (const [sharedId, byteLength] of this.#byteLengths) {
      if (bytes <= this.#mostBytes) break;
      sharedIds.push(sharedId);
      bytes -= byteLength;
    }
    return sharedIds;
  }

  clear(): void {
    this.#byteLengths.clear();
    this.#bytes = 0;
    this.isLoaded = false;
  }
}
