import type { Resource } from "@ven/core";
import { openStore } from "./open-store.ts";
import type { StoreCallOptions } from "./ven-store.ts";

/**
 * Every resource of one VEN in a store's file, whatever its status, in the order they were added;
 * empty for an unknown VEN. Opens the file and closes it again; for more than one read, use
 * {@link openStore}.
 *
 * @throws {StoreError} if the file does not exist or is no store
 */
export async function loadVenResources(
  path: string,
  venId: string,
  options: StoreCallOptions = {},
): Promise<readonly Resource[]> {
  await using store = await openStore({ path, mustExist: true }, options);
  return await store.registry.loadVenResources(venId, options);
}
