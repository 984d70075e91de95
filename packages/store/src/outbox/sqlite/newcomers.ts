import type { NewOutboxEntry } from "../outbox-entry.ts";
import type { RememberedStream } from "./file-memory.ts";
import { groupIds } from "./ids-at-once.ts";
import { type EntryValues, entryValues } from "./keep-entry.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";

/**
 * Entries that a transaction appends, in one row of ids. They are written together: with them, to whom
 * they are owed, and that their keys are the last of their streams.
 */
export class Newcomers {
  readonly #rows: EntryValues[] = [];
  #readings = 0;
  readonly #lastKeys = new Map<number, string>();

  add(tx: OutboxTransaction, entry: NewOutboxEntry, stream: RememberedStream): void {
    this.#rows.push(entryValues(tx, entry, stream, tx.ledger.nextEntryId()));
    this.#readings += entry.count;
    this.#lastKeys.set(stream.streamId, entry.key);
    stream.lastKey = entry.key;
  }

  /** Whether some of a stream are still to be written. */
  has({ streamId }: RememberedStream): boolean {
    return this.#lastKeys.has(streamId);
  }

  /** Writes all of them. Call it before other entries are written, let go or looked for. */
  write({ statements, ledger, sinks, nowAtMs }: OutboxTransaction): void {
    const rows = this.#rows;
    const [firstId, lastId] = [rows[0]?.[0], rows.at(-1)?.[0]];
    if (firstId === undefined || lastId === undefined) return;
    statements.newEntries.insert(rows);
    for (const { sinkId } of sinks.first) {
      statements.insertDeliveriesOf.run(sinkId, nowAtMs, firstId, lastId);
      ledger.accept(sinkId, this.#readings, rows.length);
    }
    for (const streamIds of groupIds([...this.#lastKeys.keys()])) {
      const values: (number | string | null)[] = [];
      for (const id of streamIds) values.push(id, this.#lastKeys.get(id ?? 0) ?? null);
      statements.setLastKeys.run(...values, ...streamIds);
    }
    this.#rows.length = 0;
    this.#readings = 0;
    this.#lastKeys.clear();
  }
}
