import type { OutboxSink } from "../outbox-options.ts";
import { declareSinks } from "./declare-sinks.ts";
import { type OutboxConnection, readMeta } from "./outbox-connection.ts";
import { query, runQuery } from "./outbox-query.ts";
import { type OwnerFacts, writeMeta, writeOwnerFacts } from "./owner-facts.ts";
import { DamageFound } from "./sqlite-faults.ts";

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
      declareSinks(connection, sinks);
      writeMeta(database, NAME, "no");
      writeOwnerFacts(database, facts);
      if (!isNewOwner) return;
      const lookAtOnce = query.updateTable("shipments").set({ retry_at_ms: 0 });
      runQuery(database, lookAtOnce.where("retry_at_ms", "is", null));
      deleteUnused(connection);
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

/** Deletes shared bytes that a visitor has left without an entry. */
function deleteUnused({ database, statements }: OutboxConnection): void {
  const unused = database
    .prepare<[], number>("select shared_id from shared_uses where uses <= 0")
    .pluck()
    .all();
  for (const sharedId of unused) {
    statements.deleteShared.run(sharedId);
    statements.deleteSharedUses.run(sharedId);
  }
}
