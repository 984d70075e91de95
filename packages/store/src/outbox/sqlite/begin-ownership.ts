import type { OutboxSink } from "../outbox-options.ts";
import { changeState } from "./change-state.ts";
import { declareSinks } from "./declare-sinks.ts";
import { DUE, INTENT } from "./delivery-state.ts";
import { FileMemory } from "./file-memory.ts";
import { type OutboxConnection, readMeta, readSinks } from "./outbox-connection.ts";
import { OutboxTransaction } from "./outbox-transaction.ts";
import { type OwnerFacts, writeMeta, writeOwnerFacts } from "./owner-facts.ts";
import { parseEntryIds } from "./parse-entry-ids.ts";
import { SinkBook } from "./sink-book.ts";
import { DamageFound } from "./sqlite-faults.ts";
import { sweepDelivered } from "./sweep-delivered.ts";

const NAME = "ended";

/** How a process owns a file. */
export interface Ownership {
  readonly sinks: readonly OutboxSink[];
  /** What visitors are to know. */
  readonly facts: OwnerFacts;
  /** Whether another process may have owned it before. */
  readonly isNewOwner: boolean;
}

/**
 * Makes a file this process's own: looks through all of it if its last owner did not close it, and
 * gives up for a look what that one had under way.
 *
 * @throws {DamageFound} if the file is damaged
 */
export function beginOwnership(
  connection: OutboxConnection,
  { sinks, facts, isNewOwner }: Ownership,
): void {
  const { database } = connection;
  if (readMeta(database, NAME) === "no") checkAllPages(connection);
  database
    .transaction(() => {
      takeOver(connection, isNewOwner);
      declareSinks(connection, sinks);
      writeMeta(database, NAME, "no");
      writeOwnerFacts(database, facts);
    })
    .immediate();
}

/** Writes down that the file was closed, so that the next owner need not look through all of it. */
export function endOwnership({ database }: OutboxConnection): void {
  writeMeta(database, NAME, "yes");
}

function checkAllPages({ database }: OutboxConnection): void {
  const answer = database.pragma("quick_check(1)", { simple: true });
  if (answer !== "ok") throw new DamageFound(String(answer));
}

/** Sweeps away what is delivered; what the last owner had under way is to be looked for at once. */
function takeOver({ database, statements }: OutboxConnection, isNewOwner: boolean): void {
  const tx = new OutboxTransaction({
    database,
    statements,
    sinks: new SinkBook(readSinks(database)),
    memory: new FileMemory(),
    isOwner: true,
    nowAtMs: 0,
  });
  sweepDelivered(tx);
  const live = isNewOwner ? statements.liveShipments.all() : [];
  for (const { sink_id: sinkId, shipment_id, entry_ids } of live) {
    for (const entryId of parseEntryIds(entry_ids)) {
      changeState(tx, { sinkId, entryId, from: DUE, to: INTENT, isAttempt: true });
    }
    statements.postponeLook.run(0, null, sinkId, shipment_id);
  }
  tx.finish();
}
