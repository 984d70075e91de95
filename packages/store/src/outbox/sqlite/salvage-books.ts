import type { Database } from "better-sqlite3";
import { type OutboxConnection, readSinks } from "./outbox-connection.ts";
import { query, readRow, runQuery } from "./outbox-query.ts";
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

interface Totals {
  readonly last_entry_id: number;
  readonly refused_count: number;
  readonly duplicate_count: number;
}

/** How far ids jump where the last one given cannot be read. */
const ID_JUMP = 1_000_000;

/** What can be read of a damaged file besides its entries. */
export class SalvagedBooks {
  /** Names of streams. */
  readonly streams: Map<number, string> = new Map();
  readonly #fresh: OutboxConnection;
  readonly #shipments: DamagedShipment[] = [];
  readonly #shipmentOf = new Map<string, DamagedShipment>();
  #sinks: readonly SinkRow[] = [];
  #totals: Totals | undefined;

  constructor(damaged: Database, fresh: OutboxConnection) {
    this.#fresh = fresh;
    this.#readSinks(damaged);
    this.#readStreams(damaged);
    this.#readShipments(damaged);
    this.#readFacts(damaged);
  }

  isShipped(sinkId: number, entryId: number): boolean {
    return this.#shipmentOf.has(`${sinkId}/${entryId}`);
  }

  /** An entry that is in a shipment was saved. */
  found(sinkId: number, entryId: number): void {
    this.#shipmentOf.get(`${sinkId}/${entryId}`)?.found.add(entryId);
  }

  /** Writes shipments and counters, once all entries are saved. */
  finish(): void {
    const { database, statements } = this.#fresh;
    database
      .transaction(() => {
        for (const shipment of this.#shipments) this.#saveShipment(shipment);
        for (const { sinkId } of readSinks(database)) {
          this.#saveCounters(
            sinkId,
            this.#sinks.find(({ sink_id }) => sink_id === sinkId),
          );
        }
        const last = database.prepare<[], number>("select max(entry_id) from entries").pluck();
        const lastEntryId = this.#totals?.last_entry_id ?? (last.get() ?? 0) + ID_JUMP;
        statements.addToTotals.run(
          Math.max(lastEntryId, last.get() ?? 0),
          0,
          0,
          this.#totals?.refused_count ?? 0,
          this.#totals?.duplicate_count ?? 0,
        );
      })
      .immediate();
  }

  #saveShipment(shipment: DamagedShipment): void {
    const { sinkId, shipmentId, entryIds, note, attempts, retryAtMs, found } = shipment;
    if (found.size === 0) return;
    const ids = entryIds.filter((entryId) => found.has(entryId)).join(",");
    this.#fresh.statements.insertShipment.run(sinkId, shipmentId, ids, note, attempts);
    if (retryAtMs === null) return;
    this.#fresh.statements.postponeLook.run(retryAtMs, null, sinkId, shipmentId);
  }

  /** What was accepted and can neither be found nor was delivered counts as dropped. */
  #saveCounters(sinkId: number, before: SinkRow | undefined): void {
    const { database } = this.#fresh;
    const { accepted = 0, delivered = 0, dropped = 0, expired = 0 } = before ?? {};
    const select = query.selectFrom("sinks").select(["pending", "intent", "dead"]);
    const now = readRow(database, select.where("sink_id", "=", sinkId));
    const waiting = (now?.pending ?? 0) + (now?.intent ?? 0) + (now?.dead ?? 0);
    const lost = Math.max(dropped, accepted - delivered - expired - waiting);
    const counters = {
      delivered,
      expired,
      dropped: lost,
      accepted: delivered + expired + lost + waiting,
    };
    runQuery(database, query.updateTable("sinks").set(counters).where("sink_id", "=", sinkId));
  }

  #readSinks(damaged: Database): void {
    const columns = `name, after, is_declared, since_entry_id, accepted, delivered, dropped, expired`;
    const table = { name: "sinks", id: "sink_id", columns };
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
    const table = { name: "streams", id: "stream_id", columns: "name, last_key" };
    const rows = readableRows<{ readonly name: string; readonly last_key: string }>(damaged, table);
    const insert = this.#fresh.database.prepare(
      "insert or ignore into streams (stream_id, name, last_key) values (?, ?, ?)",
    );
    this.#attempt(() => {
      for (const { id, name, last_key } of rows) {
        this.streams.set(id, name);
        insert.run(id, name, last_key);
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
            retryAtMs: row.retry_at_ms,
            found: new Set<number>(),
          };
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
    this.#totals = this.#attempt(() =>
      damaged
        .prepare<[], Totals>("select last_entry_id, refused_count, duplicate_count from totals")
        .get(),
    );
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

interface ShipmentRow {
  readonly entry_ids: string;
  readonly note: string;
  readonly attempts: number;
  readonly retry_at_ms: number | null;
}
