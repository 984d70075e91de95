import { resolve } from "node:path";
import { openStore, type VenStore } from "@ven/store";
import type { CommandContext } from "./command-context.ts";

/** The SQLite file that holds the fleet, if no setting names another. */
export const DEFAULT_DATABASE = "ven.sqlite";

/**
 * Opens the store that the settings name.
 *
 * @param options.mustExist - refuse a file that is not there instead of making it
 */
export function openRegistry(
  context: CommandContext,
  options: { readonly mustExist: boolean },
): Promise<VenStore> {
  const { settings, terminal, logger } = context;
  const path = resolve(terminal.workingFolder, settings.database ?? DEFAULT_DATABASE);
  return openStore({ path, logger, mustExist: options.mustExist });
}
