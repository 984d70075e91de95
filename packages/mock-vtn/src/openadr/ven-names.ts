import { NameTaken } from "../http/name-taken.ts";
import { type ObjectStore, resourceKey } from "../store/object-store.ts";
import type { StoredRecord } from "../store/stored-record.ts";

/** @throws {NameTaken} if another VEN has the name */
export function checkVenName(
  store: ObjectStore,
  venName: string,
  previous: StoredRecord | undefined,
): void {
  const namesake = store.vens.withKey(venName);
  if (namesake === undefined || namesake.id === previous?.id) return;
  throw new NameTaken(`VEN "${venName}" exists; GET /vens?venName= tells its id`);
}

/** @throws {NameTaken} if another resource of the VEN has the name */
export function checkResourceName(
  store: ObjectStore,
  resource: { readonly venID: string; readonly resourceName: string },
  previous: StoredRecord | undefined,
): void {
  const namesake = store.resources.withKey(resourceKey(resource));
  if (namesake === undefined || namesake.id === previous?.id) return;
  throw new NameTaken(`resource "${resource.resourceName}" exists at this VEN`);
}
