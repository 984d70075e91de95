import type { OutboxEntry } from "../outbox-entry.ts";

const MOST_BYTES = 16 * 1_048_576;

/**
 * Entries as they were peeked, so that `intend` need not read them once more: what an entry says never
 * changes, and its id is never given again.
 */
export class PeekedEntries {
  readonly #entries = new Map<number, OutboxEntry>();
  #bytes = 0;

  keep(entries: readonly OutboxEntry[]): void {
    for (const entry of entries) {
      this.#entries.set(entry.entryId, entry);
      this.#bytes += entry.bytes.byteLength;
    }
    if (this.#bytes > MOST_BYTES) this.clear();
  }

  get(entryId: number): OutboxEntry | undefined {
    return this.#entries.get(entryId);
  }

  forget(entryIds: Iterable<number>): void {
    for (const entryId of entryIds) {
      const entry = this.#entries.get(entryId);
      if (entry === undefined) continue;
      this.#entries.delete(entryId);
      this.#bytes -= entry.bytes.byteLength;
    }
  }

  clear(): void {
    this.#entries.clear();
    this.#bytes = 0;
  }
}
