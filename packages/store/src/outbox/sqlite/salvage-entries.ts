import { setImmediate } from "node:timers/promises";
import type { Database } from "better-sqlite3";
import type { NewOutboxEntry, SharedBytes } from "../outbox-entry.ts";
import type { OutboxCount } from "../outbox-status.ts";
import { DEAD, DUE, INTENT, outboxState, POSTPONED } from "./delivery-state.ts";
import { entryChecksum } from "./entry-checksum.ts";
import type { EntryRow } from "./entry-statements.ts";
import { FileMemory } from "./file-memory.ts";
import { findStream, keepEntry } from "./keep-entry.ts";
import { type OutboxConnection, readSinks } from "./outbox-connection.ts";
import { OutboxTransaction } from "./outbox-transaction.ts";
import { wholeShared } from "./read-entries.ts";
import { readableRows } from "./readable-rows.ts";
import type { SalvagedBooks } from "./salvage-books.ts";
import { SinkBook } from "./sink-book.ts";

const MOST_ENTRIES = 500;

type DamagedRow = Omit<EntryRow, "entry_id" | "stream"> & { readonly stream_id: number };

interface DamagedDelivery {
  readonly sink_id: number;
  readonly state: number;
  readonly attempts: number;
  readonly retry_at_ms: number | null;
  readonly reason: string | null;
}

/** Saves every entry that can be read and is what was written, with what is known of its fate. */
export class EntrySalvage {
  readonly #damaged: Database;
  readonly #fresh: OutboxConnection;
  readonly #books: SalvagedBooks;
  readonly #sinks: SinkBook;
  readonly #memory = new FileMemory();
  readonly #shared = new Map<number, SharedBytes | undefined>();
  #saved: OutboxCount = { entryCount: 0, readingCount: 0 };

  constructor(damaged: Database, fresh: OutboxConnection, books: SalvagedBooks) {
    this.#damaged = damaged;
    this.#fresh = fresh;
    this.#books = books;
    this.#sinks = new SinkBook(readSinks(fresh.database));
  }

  /** What was saved until now. */
  get saved(): OutboxCount {
    return this.#saved;
  }

  async run(): Promise<void> {
    const table = {
      name: "entries",
      id: "entry_id",
      columns: "key, kind, stream_id, at_ms, count, shared_id, crc, bytes",
    };
    let batch: { readonly entryId: number; readonly entry: NewOutboxEntry }[] = [];
    for (const { id: entryId, ...row } of readableRows<DamagedRow>(this.#damaged, table)) {
      if (this.#books.doneIds.has(entryId)) {
        const { setLastKey } = this.#fresh.statements;
        this.#attempt(() => setLastKey.run(row.key, entryId, row.stream_id, entryId), undefined);
        continue;
      }
      const entry = this.#wholeEntry(row);
      if (entry !== undefined) batch.push({ entryId, entry });
      if (batch.length < MOST_ENTRIES) continue;
      this.#save(batch);
      batch = [];
      await setImmediate();
    }
    this.#save(batch);
  }

  /** `undefined` if it is not what was written. */
  #wholeEntry(row: DamagedRow): NewOutboxEntry | undefined {
    const stream = this.#books.streams.get(row.stream_id);
    const { shared_id: sharedId, key, kind, at_ms: atMs, count, bytes } = row;
    const shared = sharedId === null ? undefined : this.#readShared(sharedId);
    if (stream === undefined || (sharedId !== null && shared === undefined)) return undefined;
    if (!(bytes instanceof Uint8Array)) return undefined;
    const entry = { key, kind, stream, atMs, count, bytes, ...(shared && { shared }) };
    return entryChecksum(entry) === row.crc ? entry : undefined;
  }

  #readShared(sharedId: number): SharedBytes | undefined {
    if (this.#shared.has(sharedId)) return this.#shared.get(sharedId);
    const read = this.#damaged.prepare<[number], { key: string; bytes: Uint8Array; crc: number }>(
      "select key, bytes, crc from shared where shared_id = ?",
    );
    const shared = this.#attempt(() => wholeShared(read.get(sharedId)), undefined);
    this.#shared.set(sharedId, shared);
    return shared;
  }

  #save(batch: readonly { readonly entryId: number; readonly entry: NewOutboxEntry }[]): void {
    const { database, statements } = this.#fresh;
    const tx = new OutboxTransaction({
      database,
      statements,
      sinks: this.#sinks,
      memory: this.#memory,
      isOwner: true,
      nowAtMs: 0,
    });
    const saved = database
      .transaction(() => {
        const added = batch.filter(({ entryId, entry }) => this.#saveEntry(tx, entryId, entry));
        tx.finish();
        return added;
      })
      .immediate();
    this.#saved = {
      entryCount: this.#saved.entryCount + saved.length,
      readingCount: saved.reduce((sum, { entry }) => sum + entry.count, this.#saved.readingCount),
    };
  }

  /** Returns whether it was not there yet: a damaged tree may show a row twice. */
  #saveEntry(tx: OutboxTransaction, entryId: number, entry: NewOutboxEntry): boolean {
    const { statements, ledger } = tx;
    if (statements.readEntry.get(entryId) !== undefined) return false;
    const { atMs, count } = entry;
    keepEntry(tx, entry, findStream(tx, entry.stream), entryId);
    for (const delivery of this.#deliveriesOf(entryId, atMs)) {
      const { sink_id: sinkId, state, attempts, retry_at_ms: retryAtMs, reason } = delivery;
      statements.insertDelivery.run(
        sinkId,
        state,
        atMs,
        entryId,
        count,
        attempts,
        retryAtMs,
        reason,
      );
      ledger.put(sinkId, outboxState(state), count, 1);
      if (state === DUE || state === INTENT) this.#books.found(sinkId, entryId);
    }
    return true;
  }

  /** To whom an entry is owed; to all if that cannot be read. */
  #deliveriesOf(entryId: number, atMs: number): readonly DamagedDelivery[] {
    const rows = this.#sinks.all.flatMap(({ sinkId }) =>
      this.#attempt(
        () =>
          this.#damaged
            .prepare<[number, number, number], DamagedDelivery>(
              `select sink_id, state, attempts, retry_at_ms, reason from deliveries
               where sink_id = ? and state in (0, 1, 2, 3) and at_ms = ? and entry_id = ? limit 1`,
            )
            .all(sinkId, atMs, entryId),
        [],
      ),
    );
    const known = rows.map((row) => ({ ...row, state: this.#stateOf(row, entryId) }));
    if (known.length > 0) return known;
    return this.#sinks.first.map(({ sinkId }) => ({
      sink_id: sinkId,
      state: this.#books.stateInShipment(sinkId, entryId) ?? DUE,
      attempts: 0,
      retry_at_ms: 0,
      reason: null,
    }));
  }

  /** What is under way and not known to be in a shipment is pending: nobody could look for it. */
  #stateOf({ state, sink_id, retry_at_ms }: DamagedDelivery, entryId: number): number {
    if (state === DEAD) return DEAD;
    const shipped = this.#books.stateInShipment(sink_id, entryId);
    if (shipped !== undefined) return shipped;
    return state === POSTPONED && retry_at_ms !== null ? POSTPONED : DUE;
  }

  #attempt<Result>(read: () => Result, otherwise: Result): Result {
    try {
      return read();
    } catch {
      // Damage here costs this row alone.
      return otherwise;
    }
  }
}
