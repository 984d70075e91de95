import type { Database } from "better-sqlite3";
import type { IdMemory } from "./id-memory.ts";
import { Ledger } from "./ledger.ts";
import type { OutboxStatements } from "./outbox-statements.ts";
import { shrinkFile } from "./shrink-file.ts";
import type { SinkBook } from "./sink-book.ts";

/** What one transaction works with. Everything in it is synchronous. */
export interface TransactionContext {
  readonly database: Database;
  readonly statements: OutboxStatements;
  readonly sinks: SinkBook;
  readonly memory: IdMemory;
  readonly isOwner: boolean;
  readonly nowAtMs: number;
}

/** One transaction on the outbox, and what it changes in the counters. */
export class OutboxTransaction implements TransactionContext {
  readonly database: Database;
  readonly statements: OutboxStatements;
  readonly sinks: SinkBook;
  readonly memory: IdMemory;
  readonly isOwner: boolean;
  readonly nowAtMs: number;
  readonly ledger: Ledger = new Ledger();

  constructor(context: TransactionContext) {
    this.database = context.database;
    this.statements = context.statements;
    this.sinks = context.sinks;
    this.memory = context.memory;
    this.isOwner = context.isOwner;
    this.nowAtMs = context.nowAtMs;
  }

  /** An id that no entry ever had. */
  nextEntryId(): number {
    const { ledger, statements } = this;
    if (ledger.lastEntryId === 0) {
      ledger.lastEntryId = statements.readTotals.get()?.last_entry_id ?? 0;
    }
    ledger.lastEntryId += 1;
    return ledger.lastEntryId;
  }

  /** Writes what is counted. The last thing to happen before the commit. */
  finish(): void {
    this.#countSharedUses();
    this.ledger.write(this.statements);
    if (this.isOwner && this.ledger.entries < 0) shrinkFile(this.database, this.statements);
  }

  #countSharedUses(): void {
    const { statements, memory, isOwner, ledger } = this;
    for (const [sharedId, change] of ledger.sharedUses) {
      if (change === 0 && !isOwner) continue;
      const uses = statements.addSharedUses.get(change, sharedId);
      // What a visitor leaves without uses goes when the owner is opened: it may remember the id.
      if (uses !== 0 || !isOwner) continue;
      statements.deleteShared.run(sharedId);
      statements.deleteSharedUses.run(sharedId);
      memory.forgetShared(sharedId);
    }
  }
}
