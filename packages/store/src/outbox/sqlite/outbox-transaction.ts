import type { Database } from "better-sqlite3";
import { type Books, writtenBooks } from "./books.ts";
import { INTENT } from "./delivery-state.ts";
import type { DeliveryRow } from "./delivery-statements.ts";
import type { FileMemory, RememberedStream } from "./file-memory.ts";
import { writeLastKeys } from "./last-keys.ts";
import { Ledger } from "./ledger.ts";
import type { LiveShipments } from "./live-shipments.ts";
import { Newcomers } from "./newcomers.ts";
import type { OutboxStatements } from "./outbox-statements.ts";
import { shrinkFile } from "./shrink-file.ts";
import type { SinkBook } from "./sink-book.ts";

/** What one transaction works with. Everything in it is synchronous. */
export interface TransactionContext {
  readonly database: Database;
  readonly statements: OutboxStatements;
  readonly sinks: SinkBook;
  readonly memory: FileMemory;
  readonly isOwner: boolean;
  readonly nowAtMs: number;
}

/** One transaction on the outbox, and what it changes in the counters. */
export class OutboxTransaction implements TransactionContext {
  readonly database: Database;
  readonly statements: OutboxStatements;
  readonly sinks: SinkBook;
  readonly memory: FileMemory;
  readonly isOwner: boolean;
  readonly nowAtMs: number;
  readonly ledger: Ledger;
  readonly newcomers: Newcomers = new Newcomers();
  /** Streams whose last entry was deleted, and which that was. */
  readonly lastGone: Map<RememberedStream, number> = new Map();
  /** Pages of the file after an append; to ask outside of a transaction would take as long as one. */
  pageCount = 0;
  /** Whether it has given pages of the file back to the disk. */
  hasShrunk = false;

  constructor(context: TransactionContext) {
    this.database = context.database;
    this.statements = context.statements;
    this.sinks = context.sinks;
    this.memory = context.memory;
    this.isOwner = context.isOwner;
    this.nowAtMs = context.nowAtMs;
    this.ledger = new Ledger(() => this.books);
  }

  /** What is counted, with what this transaction has changed. */
  get books(): Books {
    return this.memory.books(this.statements);
  }

  /** What the owner has under way. */
  get live(): LiveShipments {
    return this.memory.live(this.statements);
  }

  /** Whether an entry is, or may be, under way to a sink. */
  isUnderWay(entryId: number, { sink_id, state }: Pick<DeliveryRow, "sink_id" | "state">): boolean {
    return state === INTENT || this.live.has(sink_id, entryId);
  }

  /** Deletes shared bytes that no entry uses, if they are too many. Call it once all rows are written. */
  releaseShared(): void {
    const { statements, memory, ledger, isOwner } = this;
    // What a visitor leaves without uses is found by the owner.
    if (!isOwner || ledger.sharedUses.size === 0) return;
    for (const sharedId of memory.sharedUses.count(this)) {
      statements.deleteShared.run(sharedId);
      memory.forgetShared(sharedId);
    }
    ledger.sharedUses.clear();
  }

  /** Writes what is counted. The last thing to happen before the commit. */
  finish(): void {
    const { statements, ledger, isOwner } = this;
    this.newcomers.write(this);
    writeLastKeys(this);
    this.releaseShared();
    if (ledger.isChanged) {
      const { counts, crc } = writtenBooks(this.books);
      statements.writeBooks.run(counts, crc);
    }
    if (ledger.entries > 0) this.pageCount = statements.pageCount.get() ?? 0;
    if (isOwner && ledger.entries < 0) this.hasShrunk = shrinkFile(this.database, statements);
  }
}
