import type { Database } from "better-sqlite3";
import type { IdMemory } from "./id-memory.ts";
import { Ledger } from "./ledger.ts";
import { Newcomers } from "./newcomers.ts";
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
  readonly newcomers: Newcomers = new Newcomers();

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
    this.newcomers.write(this);
    if (this.ledger.sharedUses.size > 0) this.#countSharedUses();
    this.ledger.write(this.statements);
    if (this.isOwner && this.ledger.entries < 0) shrinkFile(this.database, this.statements);
  }

  #countSharedUses(): void {
    const { statements, memory, isOwner, ledger } = this;
    if (isOwner) this.#loadUnused();
    for (const [sharedId, change] of ledger.sharedUses) {
      if (change === 0 && !isOwner) continue;
      const uses = statements.addSharedUses.get(change, sharedId);
      // What a visitor leaves without uses goes when the owner is opened: it may remember the id.
      if (!isOwner) continue;
      if (uses !== 0) memory.unused.remove(sharedId);
      else memory.unused.add(sharedId, this.#sharedLength(sharedId));
    }
    if (isOwner) this.#deleteUnused();
  }

  #loadUnused(): void {
    const { unused } = this.memory;
    if (unused.isLoaded) return;
    for (const { shared_id, byte_length } of this.statements.unusedShared.all()) {
      unused.add(shared_id, byte_length);
    }
    unused.isLoaded = true;
  }

  #sharedLength(sharedId: number): number {
    const known = this.memory.recent.shared(sharedId)?.bytes.byteLength;
    return known ?? this.statements.sharedLength.get(sharedId) ?? 0;
  }

  #deleteUnused(): void {
    const { statements, memory } = this;
    for (const sharedId of memory.unused.surplus()) {
      statements.deleteShared.run(sharedId);
      statements.deleteSharedUses.run(sharedId);
      memory.forgetShared(sharedId);
    }
  }
}
