import { Refusal } from "../http/refusal.ts";
import { type ObjectStore, resourceKey } from "../store/object-store.ts";
import type { StoredRecord } from "../store/stored-record.ts";

/** @throws {Refusal} 409 if another VEN has the name */
export function checkVenName(
  store: ObjectStore,
  venName: string,
  previous: StoredRecord | undefined,
): void {
  const namesake = store.vens.withKey(venName);
  if (namesake === undefined || namesake.id === previous?.id) return;
  throw new Refusal(409, `VEN "${venName}" exists; GET /vens?venName= tells its id`);
}

/** @throws {Refusal} 409 if another resource of the VEN has the name */
export function checkResourceName(
  store: ObjectStore,
  resource: { readonly venID: string; readonly resourceName: string },
  previous: StoredRecord | undefined,
): void {
  const namesake = store.resources.withKey(resourceKey(resource));
  if (namesake === undefined || namesake.id === previous?.id) return;
  throw new Refusal(409, `resource "${resource.resourceName}" exists at this VEN`);
}

/** @throws {Refusal} 409 if a client has a VEN, where one is all that a client may have */
export function checkOneVen(
  store: ObjectStore,
  clientId: string,
  previous: StoredRecord | undefined,
): void {
  if (store.vens.inGroup(clientId).every(({ id }) => id === previous?.id)) return;
  throw new Refusal(409, `client "${clientId}" has a VEN; this VTN allows one VEN per client`);
}
