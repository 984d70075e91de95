import { query, readRow, runQuery } from "./outbox-query.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";

/** Reads a text that somebody left under a name. */
export function readMark({ database }: OutboxTransaction, name: string): string | undefined {
  const select = query.selectFrom("marks").select("value").where("name", "=", name);
  return readRow(database, select)?.value;
}

/** Leaves a text under a name, or takes it away. */
export function writeMark(
  { database }: OutboxTransaction,
  name: string,
  value: string | undefined,
): void {
  if (value === undefined) {
    runQuery(database, query.deleteFrom("marks").where("name", "=", name));
    return;
  }
  const insert = query
    .insertInto("marks")
    .values({ name, value })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }));
  runQuery(database, insert);
}
