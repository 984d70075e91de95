import type { Database } from "better-sqlite3";
import {
  type Books,
  type BooksRow,
  countsOf,
  emptyBooks,
  parseBooks,
  writtenBooks,
} from "./books.ts";
import { DUE, INTENT } from "./delivery-state.ts";
import { type OutboxConnection, readSinks } from "./outbox-connection.ts";
import type { SinkRow } from "./outbox-tables.ts";
import { parseEntryIds } from "./parse-entry-ids.ts";
import { readableRows } from "./readable-rows.ts";

interface DamagedShipment {
  readonly sinkId: number;
  readonly shipmentId: number;
  readonly entryIds: readonly number[];
  readonly note: string;
  readonly attempts: number;
  readonly retryAtMs: number | null;
  /** Entries of it that were saved. */
  readonly found: Set<number>;
}

/** How far ids jump where the last one given cannot be read. */
const ID_JUMP = 1_000_000;
/** No outbox comes so far: what is beyond it was damaged. */
const MOST_ID = 2 ** 50;

/** What can be read of a damaged file besides its entries. */
export class SalvagedBooks {
  /** Names of streams. */
  readonly streams: Map<number, string> = new Map();
  readonly #fresh: OutboxConnection;
  readonly #shipments: DamagedShipment[] = [];
  readonly #shipmentOf = new Map<string, DamagedShipment>();
  #sinks: readonly SinkRow[] = [];
  /** Entries that were delivered, and lie there all the same. */
  readonly doneIds: ReadonlySet<number>;
  readonly #counted: Books | undefined;

  constructor(damaged: Database, fresh: OutboxConnection) {
    this.#fresh = fresh;
    const books = "select counts, crc from books";
    this.#counted = this.#attempt(() => parseBooks(damaged.prepare<[], BooksRow>(books).get()));
    const { done, doneEntries } = this.#counted ?? emptyBooks();
    this.doneIds = new Set([...done, ...doneEntries]);
    this.#readSinks(damaged);
    this.#readStreams(damaged);
    this.#readShipments(damaged);
    this.#readFacts(damaged);
  }

  /** How an entry lies that is in a shipment; `undefined` if it is in none. */
  stateInShipment(sinkId: number, entryId: number): number | undefined {
    const shipment = this.#shipmentOf.get(`${sinkId}/${entryId}`);
    if (shipment === undefined) return undefined;
    return shipment.retryAtMs === null ? DUE : INTENT;
  }

  /** An entry that is in a shipment is there. */
  found(sinkId: number, entryId: number): void {
    this.#shipmentOf.get(`${sinkId}/${entryId}`)?.found.add(entryId);
  }

  /** Writes shipments and counters, once what can be saved of the entries is. */
  finish(): void {
    const { database, statements } = this.#fresh;
    database
      .transaction(() => {
        for (const shipment of this.#shipments) this.#saveShipment(shipment);
        const books = parseBooks(statements.readBooks.get());
        for (const { sinkId } of readSinks(database)) this.#countSink(books, sinkId);
        const leastId = this.#greatestId();
        books.lastEntryId = Math.max(this.#counted?.lastEntryId ?? leastId + ID_JUMP, leastId);
        books.refused = this.#counted?.refused ?? 0;
        books.duplicates = this.#counted?.duplicates ?? 0;
        const { counts, crc } = writtenBooks(books);
        statements.writeBooks.run(counts, crc);
      })
      .immediate();
  }

  /** The greatest id that anything tells of. */
  #greatestId(): number {
    const saved = this.#fresh.database.prepare<[], number>(
      `select max(id) from (
         select entry_id as id from entries union all select last_entry_id from streams
         union all select since_entry_id from sinks) where id < ${MOST_ID}`,
    );
    const greatest = saved.pluck().get() ?? 0;
    return this.#shipments
      .flatMap(({ shipmentId, entryIds }) => [shipmentId, ...entryIds])
      .filter((id) => id < MOST_ID)
      .reduce((most, id) => Math.max(most, id), greatest);
  }

  #saveShipment(shipment: DamagedShipment): void {
    const { statements } = this.#fresh;
    const { sinkId, shipmentId, entryIds, note, attempts, retryAtMs, found } = shipment;
    // What was found last need not have been saved.
    const saved = entryIds.flatMap((id) =>
      found.has(id) ? (statements.readFacts.get(id) ?? []) : [],
    );
    if (saved.length === 0) return;
    const ids = saved.map(({ entryId }) => entryId).join(",");
    const count = saved.reduce((sum, entry) => sum + entry.count, 0);
    statements.newShipments.insert([[sinkId, shipmentId, ids, count, note, attempts]]);
    if (retryAtMs !== null) statements.postponeLook.run(retryAtMs, null, sinkId, shipmentId);
  }

  /** What was accepted and can neither be found nor was delivered counts as dropped. */
  #countSink(books: Books, sinkId: number): void {
    const counts = countsOf(books, sinkId);
    const { accepted, delivered, dropped, expired } = countsOf(
      this.#counted ?? emptyBooks(),
      sinkId,
    );
    const waiting = counts.pending + counts.intent + counts.dead;
    counts.delivered = delivered;
    counts.expired = expired;
    counts.dropped = Math.max(dropped, accepted - delivered - expired - waiting);
    counts.accepted = delivered + expired + counts.dropped + waiting;
  }

  #readSinks(damaged: Database): void {
    const table = {
      name: "sinks",
      id: "sink_id",
      columns: "name, after, is_declared, since_entry_id",
    };
    const rows = this.#attempt(() => [...readableRows<SinkRow>(damaged, table)]) ?? [];
    this.#sinks = rows.map((row) => ({ ...row, sink_id: row.id }));
    const insert = this.#fresh.database.prepare(
      "insert or ignore into sinks (sink_id, name, after, is_declared, since_entry_id) values (?, ?, ?, ?, ?)",
    );
    for (const row of this.#sinks) {
      insert.run(row.sink_id, row.name, row.after, row.is_declared, row.since_entry_id);
    }
  }

  #readStreams(damaged: Database): void {
    const table = { name: "streams", id: "stream_id", columns: "name, last_key, last_entry_id" };
    const rows = readableRows<StreamRow>(damaged, table);
    const insert = this.#fresh.database.prepare(
      "insert or ignore into streams (stream_id, name, last_key, last_entry_id) values (?, ?, ?, ?)",
    );
    this.#attempt(() => {
      for (const { id, name, last_key, last_entry_id } of rows) {
        this.streams.set(id, name);
        insert.run(id, name, last_key, last_entry_id);
      }
    });
  }

  #readShipments(damaged: Database): void {
    for (const { sink_id: sinkId } of this.#sinks) {
      const table = {
        name: "shipments",
        id: "shipment_id",
        columns: "entry_ids, note, attempts, retry_at_ms",
        where: `sink_id = ${sinkId}`,
      };
      this.#attempt(() => {
        for (const row of readableRows<ShipmentRow>(damaged, table)) {
          const shipment = {
            sinkId,
            shipmentId: row.id,
            entryIds: parseEntryIds(row.entry_ids),
            note: row.note,
            attempts: row.attempts,
            // Where nobody knows which are done, all are to be looked for.
            retryAtMs: row.retry_at_ms ?? (this.#counted === undefined ? 0 : null),
            found: new Set<number>(),
          };
          if (this.doneIds.has(row.id)) continue;
          this.#shipments.push(shipment);
          for (const entryId of shipment.entryIds) {
            this.#shipmentOf.set(`${sinkId}/${entryId}`, shipment);
          }
        }
      });
    }
  }

  #readFacts(damaged: Database): void {
    const { database } = this.#fresh;
    const outboxId = this.#attempt(() =>
      damaged.prepare("select value from meta where name = 'outbox_id'").pluck().get(),
    );
    if (typeof outboxId === "string" && outboxId.length === 36) {
      database.prepare("update meta set value = ? where name = 'outbox_id'").run(outboxId);
    }
    const mark = database.prepare("insert or ignore into marks (name, value) values (?, ?)");
    this.#attempt(() => {
      for (const { name, value } of damaged
        .prepare<[], { name: string; value: string }>("select name, value from marks")
        .iterate()) {
        mark.run(name, value);
      }
    });
  }

  #attempt<Result>(read: () => Result): Result | undefined {
    try {
      return read();
    } catch {
      // What cannot be read is begun anew.
      return undefined;
    }
  }
}

interface StreamRow {
  readonly name: string;
  readonly last_key: string;
  readonly last_entry_id: number;
}

interface ShipmentRow {
  readonly entry_ids: string;
  readonly note: string;
  readonly attempts: number;
  readonly retry_at_ms: number | null;
}
