import type { Ven } from "@ven/core";
import { openStore } from "./open-store.ts";
import type { StoreCallOptions } from "./ven-store.ts";

/**
 * Every VEN of a store's file, in the order they were added. Opens the file and closes it again;
 * for more than one read, use {@link openStore}.
 *
 * @throws {StoreError} if the file does not exist or is no store
 */
export async function loadVensFromSqlite(
  path: string,
  options: StoreCallOptions = {},
): Promise<readonly Ven[]> {
  await using store = await openStore({ path, mustExist: true }, options);
  return await store.registry.loadVens(options);
}
