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
  readonly #lastOfStream = new Map<number, number>();

  add(entryId: number, streamId: number, count: number): void {
    if (this.#entries === 0) this.#firstId = entryId;
    this.#lastId = entryId;
    this.#entries += 1;
    this.#readings += count;
    this.#lastOfStream.set(streamId, entryId);
  }

  /** Writes it for all of them at once. Call it before other entries are written or let go. */
  write({ statements, ledger, sinks, nowAtMs }: OutboxTransaction): void {
    if (this.#entries === 0) return;
    for (const { sinkId } of sinks.first) {
      statements.insertDeliveriesOf.run(sinkId, nowAtMs, this.#firstId, this.#lastId);
      ledger.accept(sinkId, this.#readings, this.#entries);
    }
    statements.setLastKeys.run(JSON.stringify([...this.#lastOfStream.values()]));
    this.#entries = 0;
    this.#readings = 0;
    this.#lastOfStream.clear();
  }
}
