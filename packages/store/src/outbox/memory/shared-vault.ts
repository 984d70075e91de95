import type { SharedBytes } from "../outbox-entry.ts";

/** Bytes that entries have in common: each kept once, as long as an entry has them. */
export class SharedVault {
  readonly #byKey = new Map<string, { readonly shared: SharedBytes; entryCount: number }>();
  #byteLength = 0;

  get byteLength(): number {
    return this.#byteLength;
  }

  /** How much shared bytes would add to {@link byteLength}. */
  addedBytes({ key, bytes }: SharedBytes): number {
    return this.#byKey.has(key) ? 0 : bytes.byteLength;
  }

  /** Counts one more entry with these bytes. Returns what is kept of them. */
  add(shared: SharedBytes): SharedBytes {
    const known = this.#byKey.get(shared.key);
    if (known !== undefined) {
      known.entryCount += 1;
      return known.shared;
    }
    const kept = { key: shared.key, bytes: shared.bytes.slice() };
    this.#byKey.set(kept.key, { shared: kept, entryCount: 1 });
    this.#byteLength += kept.bytes.byteLength;
    return kept;
  }

  /** Counts one entry less. */
  release({ key, bytes }: SharedBytes): void {
    const known = this.#byKey.get(key);
    if (known === undefined) return;
    known.entryCount -= 1;
    if (known.entryCount > 0) return;
    this.#byKey.delete(key);
    this.#byteLength -= bytes.byteLength;
  }
}
