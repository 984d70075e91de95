import type { NewOutboxEntry } from "../outbox-entry.ts";
import type { RememberedStream } from "./file-memory.ts";
import { type EntryValues, entryValues } from "./keep-entry.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";

/** Entries that a transaction appends, in one row of ids: written together, with whom they are owed to. */
export class Newcomers {
  readonly #rows: EntryValues[] = [];
  #readings = 0;
  readonly #streams = new Set<RememberedStream>();

  add(tx: OutboxTransaction, entry: NewOutboxEntry, stream: RememberedStream): void {
    const entryId = tx.ledger.nextEntryId();
    this.#rows.push(entryValues(tx, entry, stream, entryId));
    this.#readings += entry.count;
    this.#streams.add(stream);
    stream.lastKey = entry.key;
    stream.lastEntryId = entryId;
  }

  /** Whether some of a stream are still to be written. */
  has(stream: RememberedStream): boolean {
    return this.#streams.has(stream);
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
    this.#rows.length = 0;
    this.#readings = 0;
    this.#streams.clear();
  }
}
