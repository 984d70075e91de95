import type { NewOutboxEntry } from "../outbox-entry.ts";
import { groupIds } from "./ids-at-once.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";

/**
 * Entries that a transaction has appended, in one row, and what is still to be written for them: to
 * whom they are owed, and that their keys are the last of their streams.
 */
export class Newcomers {
  #firstId = 0;
  #lastId = 0;
  #entries = 0;
  #readings = 0;
  readonly #lastKeys = new Map<number, string>();

  add(entryId: number, streamId: number, { key, count }: NewOutboxEntry): void {
    if (this.#entries === 0) this.#firstId = entryId;
    this.#lastId = entryId;
    this.#entries += 1;
    this.#readings += count;
    this.#lastKeys.set(streamId, key);
  }

  /** Writes it for all of them at once. Call it before other entries are written or let go. */
  write({ statements, ledger, sinks, nowAtMs }: OutboxTransaction): void {
    if (this.#entries === 0) return;
    for (const { sinkId } of sinks.first) {
      statements.insertDeliveriesOf.run(sinkId, nowAtMs, this.#firstId, this.#lastId);
      ledger.accept(sinkId, this.#readings, this.#entries);
    }
    for (const streamIds of groupIds([...this.#lastKeys.keys()])) {
      const pairs = streamIds.flatMap((id) => [id, this.#lastKeys.get(id ?? 0) ?? null]);
      statements.setLastKeys.run(...pairs, ...streamIds);
    }
    this.#entries = 0;
    this.#readings = 0;
    this.#lastKeys.clear();
  }
}
