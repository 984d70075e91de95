import type { ObjectType } from "@ven/openadr-schema/3.1.0";
import type { Caller } from "../auth/caller.ts";
import type { StoredRecord } from "../store/stored-record.ts";

/**
 * Which targets a reader asks for: those of its query, or `granted` where the address of one object
 * is the request, so that all that it was granted count.
 */
export type AskedTargets = readonly string[] | "granted";

/** Who looks. */
export type Viewer = Pick<Caller, "clientId" | "role">;

/** What one client may see of the objects of a VTN, and how. */
export interface ObjectView {
  /** @returns the record as the client sees it; `undefined` if it may not */
  see<Fields>(
    objectType: ObjectType,
    record: StoredRecord<Fields>,
    asked: AskedTargets,
  ): StoredRecord<Fields> | undefined;
}

/** A record with another object in the place of its own. */
export function shownAs<Fields>(
  record: StoredRecord<Fields>,
  object: StoredRecord<Fields>["object"],
): StoredRecord<Fields> {
  const { id, clientId, createdDateTime } = record;
  return {
    id,
    clientId,
    createdDateTime,
    fields: object,
    object,
    byteLength: 0,
    json: () => [JSON.stringify(object)],
  };
}
