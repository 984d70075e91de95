import type { OutboxSink } from "../outbox-options.ts";
import { parseBooks } from "./books.ts";
import { type OutboxConnection, readSinks } from "./outbox-connection.ts";
import { query, runQuery } from "./outbox-query.ts";

/**
 * Writes down to whom entries go from now on. A sink that the file did not have, or had no more, gets
 * what is appended from now on; one that is left out keeps what waits for it.
 */
export function declareSinks(
  { database, statements }: OutboxConnection,
  declared: readonly OutboxSink[],
): void {
  const known = new Map(readSinks(database).map((sink) => [sink.name, sink]));
  const { lastEntryId } = parseBooks(statements.readBooks.get());
  runQuery(database, query.updateTable("sinks").set({ is_declared: 0 }));
  for (const { name, after } of declared) {
    const before = known.get(name);
    const row = {
      after: after ?? null,
      is_declared: 1,
      since_entry_id: before?.isDeclared === true ? before.sinceEntryId : lastEntryId,
    };
    runQuery(
      database,
      query
        .insertInto("sinks")
        .values({ name, ...row })
        .onConflict((conflict) => conflict.column("name").doUpdateSet(row)),
    );
  }
}
