import { resolve } from "node:path";
import type { CommandContext } from "./command-context.ts";
import { DEFAULT_DATABASE } from "./open-registry.ts";

/** Where readings wait for the VTN: the file of `--outbox`, or the one beside the database. */
export function outboxPath(context: Pick<CommandContext, "settings" | "terminal">): string {
  const { settings, terminal } = context;
  return resolve(terminal.workingFolder, settings.outbox ?? besideDatabase(context, "outbox"));
}

/** Where the readings of a backfill wait: `ven.backfill.outbox.sqlite` beside `ven.sqlite`. */
export function backfillOutboxPath(context: Pick<CommandContext, "settings" | "terminal">): string {
  return resolve(context.terminal.workingFolder, besideDatabase(context, "backfill.outbox"));
}

/** `ven.outbox.sqlite` of `ven.sqlite`; a database of another ending keeps it in front. */
function besideDatabase({ settings }: Pick<CommandContext, "settings">, what: string): string {
  const database = settings.database ?? DEFAULT_DATABASE;
  return `${database.replace(/\.(sqlite3?|db)$/i, "")}.${what}.sqlite`;
}
