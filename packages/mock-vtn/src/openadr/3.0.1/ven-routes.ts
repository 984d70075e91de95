import {
  type Resource,
  type ResourceRequest,
  type VenRequest,
  venRequestSchema,
} from "@ven/openadr-schema/3.0.1";
import { Refusal } from "../../http/refusal.ts";
import { checkOneVen } from "../../personality/check-one-ven.ts";
import type { ResourceFields, VenFields } from "../../store/object-fields.ts";
import { resourceKey } from "../../store/object-store.ts";
import type { StoredRecord } from "../../store/stored-record.ts";
import { checkRequest } from "../check-request.ts";
import { collectionHandlers } from "../collection-handlers.ts";
import type { OpenAdrVtn } from "../openadr-vtn.ts";
import type { OperationHandlers } from "../operation-call.ts";
import { requestFields } from "../request-fields.ts";
import { targetFilter } from "../target-filter.ts";
import { checkVenName } from "../ven-names.ts";

type VenOperationId = "searchVens" | "createVen" | "searchVenByID" | "updateVen" | "deleteVen";

/** `/vens` and `/vens/{venID}` of 3.0.1, where a VEN holds its resources. */
export function venRoutes(vtn: OpenAdrVtn): OperationHandlers<VenOperationId> {
  const { version, store, personality } = vtn;
  const handlers = collectionHandlers<VenRequest, VenFields>(vtn, {
    collection: store.vens,
    idParam: "venID",
    check: (json) => checkRequest(venRequestSchema, json, personality),
    draft(body, { caller }, previous) {
      checkVenName(store, body.venName, previous);
      // Business logic makes VENs for others.
      if (personality.oneVenPerClient && caller.role === "VEN" && previous === undefined) {
        checkOneVen(store.vens, caller.clientId);
      }
      checkNamesDiffer(body.resources ?? []);
      return {
        fields: requestFields(body, ["resources"]),
        clientId: previous?.clientId ?? caller.clientId,
      };
    },
    follow: (ven, { resources }) => {
      if (resources !== undefined && resources !== null) replaceResources(vtn, ven, resources);
    },
    filter({ query }) {
      const venName = query.name("venName");
      const hasTarget = targetFilter(version, query);
      return (ven) => (venName === undefined || ven.fields.venName === venName) && hasTarget(ven);
    },
    remove: (ven) => store.deleteVen(ven),
  });
  return {
    searchVens: handlers.search,
    createVen: handlers.create,
    searchVenByID: handlers.get,
    updateVen: handlers.update,
    deleteVen: handlers.remove,
  };
}

function checkNamesDiffer(resources: readonly ResourceRequest[]): void {
  const names = resources.map(({ resourceName }) => resourceName);
  const twin = names.find((name, index) => names.indexOf(name) < index);
  if (twin !== undefined) throw new Refusal(409, `resources: "${twin}" comes twice`);
}

/** Makes the resources of a VEN those of a request: by name, the same keep their ids. */
function replaceResources(
  { store }: OpenAdrVtn,
  ven: StoredRecord<VenFields>,
  resources: readonly Resource[],
): void {
  const named = new Set(resources.map(({ resourceName }) => resourceName));
  for (const known of store.resources.inGroup(ven.id)) {
    if (!named.has(known.fields.resourceName)) store.resources.delete(known);
  }
  for (const resource of resources) {
    const fields: ResourceFields = { ...requestFields(resource), venID: ven.id };
    const known = store.resources.withKey(resourceKey(fields));
    const draft = { fields, clientId: ven.clientId };
    if (known === undefined) store.resources.create(draft);
    else store.resources.replace(known, draft);
  }
}
