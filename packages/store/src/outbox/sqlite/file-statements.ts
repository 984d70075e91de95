import type { Database } from "better-sqlite3";
import type { Prepared } from "./prepared.ts";

/** What is counted over all sinks. */
export interface TotalsRow {
  readonly last_entry_id: number;
  readonly entry_count: number;
  readonly reading_count: number;
}

/** Transactions, sizes and counters: compiled once per connection. */
export interface FileStatements {
  readonly begin: Prepared<[]>;
  readonly beginImmediate: Prepared<[]>;
  readonly commit: Prepared<[]>;
  readonly rollback: Prepared<[]>;
  readonly pageCount: Prepared<[], number>;
  readonly freePageCount: Prepared<[], number>;
  readonly readTotals: Prepared<[], TotalsRow>;
  readonly addToTotals: Prepared<
    [lastEntryId: number, entries: number, readings: number, refused: number, duplicates: number]
  >;
  readonly addToSink: Prepared<
    [
      accepted: number,
      delivered: number,
      dropped: number,
      expired: number,
      pending: number,
      intent: number,
      dead: number,
      pendingEntries: number,
      intentEntries: number,
      deadEntries: number,
      sinkId: number,
    ]
  >;
}

export function prepareFileStatements(database: Database): FileStatements {
  const number = (sql: string) => database.prepare<[], number>(sql).pluck() as Prepared<[], number>;
  return {
    begin: database.prepare("begin"),
    beginImmediate: database.prepare("begin immediate"),
    commit: database.prepare("commit"),
    rollback: database.prepare("rollback"),
    pageCount: number("pragma page_count"),
    freePageCount: number("pragma freelist_count"),
    readTotals: database.prepare("select last_entry_id, entry_count, reading_count from totals"),
    addToTotals: database.prepare(
      `update totals set last_entry_id = max(last_entry_id, ?), entry_count = entry_count + ?,
         reading_count = reading_count + ?, refused_count = refused_count + ?,
         duplicate_count = duplicate_count + ?`,
    ),
    addToSink: database.prepare(
      `update sinks set accepted = accepted + ?, delivered = delivered + ?, dropped = dropped + ?,
         expired = expired + ?, pending = pending + ?, intent = intent + ?, dead = dead + ?,
         pending_entries = pending_entries + ?, intent_entries = intent_entries + ?,
         dead_entries = dead_entries + ?
       where sink_id = ?`,
    ),
  };
}
