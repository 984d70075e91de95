import {
  blResourceRequestSchema,
  type ResourceRequest,
  venResourceRequestSchema,
} from "@ven/openadr-schema/3.1.0";
import { Refusal } from "../../http/refusal.ts";
import type { ResourceFields, VenFields } from "../../store/object-fields.ts";
import type { StoredRecord } from "../../store/stored-record.ts";
import { collectionHandlers } from "../collection-handlers.ts";
import type { OpenAdrVtn } from "../openadr-vtn.ts";
import type { OperationCall, OperationHandlers } from "../operation-call.ts";
import { clientStamp, requestFields } from "../request-fields.ts";
import { targetFilter } from "../target-filter.ts";
import { checkResourceName } from "../ven-names.ts";
import { checkForm } from "./check-form.ts";
import { grantsOf } from "./ven-routes.ts";

type ResourceOperationId =
  | "searchVenResources"
  | "createResource"
  | "searchVenResourceByID"
  | "updateVenResource"
  | "deleteVenResource";

/** `/resources` and `/resources/{resourceID}` of 3.1.0. */
export function resourceRoutes(vtn: OpenAdrVtn): OperationHandlers<ResourceOperationId> {
  const { version, store, personality } = vtn;
  const handlers = collectionHandlers<ResourceRequest, ResourceFields>(vtn, {
    collection: store.resources,
    idParam: "resourceID",
    check: (json, call) =>
      checkForm<ResourceRequest>(json, call, personality, {
        BL_RESOURCE_REQUEST: blResourceRequestSchema,
        VEN_RESOURCE_REQUEST: venResourceRequestSchema,
      }),
    draft(body, call, previous) {
      const ven = venOf(vtn, body, call, previous);
      const fields: ResourceFields =
        body.objectType === "BL_RESOURCE_REQUEST"
          ? { ...requestFields(body, ["clientID"]), venID: ven.id }
          : {
              ...requestFields(body, ["clientID", "targets"]),
              venID: ven.id,
              ...grantsOf(previous),
            };
      checkResourceName(store, fields, previous);
      const { clientId } = ven;
      return { fields, clientId, stamp: clientStamp(version, clientId) };
    },
    filter({ query }) {
      const resourceName = query.name("resourceName");
      const venId = query.id("venID");
      const hasTarget = targetFilter(version, query);
      return (resource) =>
        (resourceName === undefined || resource.fields.resourceName === resourceName) &&
        (venId === undefined || resource.fields.venID === venId) &&
        hasTarget(resource);
    },
  });
  return {
    searchVenResources: handlers.search,
    createResource: handlers.create,
    searchVenResourceByID: handlers.get,
    updateVenResource: handlers.update,
    deleteVenResource: handlers.remove,
  };
}

/**
 * The VEN that a resource belongs to: the one it names, else that of the resource as it was, else
 * the only one of the caller (3.1.1 lets a VEN leave it out).
 */
function venOf(
  { store }: OpenAdrVtn,
  body: ResourceRequest,
  { caller, view }: OperationCall,
  previous: StoredRecord<ResourceFields> | undefined,
): StoredRecord<VenFields> {
  const own = store.vens.inGroup(caller.clientId);
  const venId = body.venID ?? previous?.fields.venID ?? (own.length === 1 ? own[0]?.id : undefined);
  if (venId === undefined) {
    throw new Refusal(400, `venID: name one of your VENs; you have ${own.length}`);
  }
  const ven = store.vens.get(venId);
  const seen = ven && view.see("VEN", ven, "granted");
  if (seen === undefined) throw new Refusal(404, `venID: there is no ven "${venId}"`);
  if (
    body.objectType === "BL_RESOURCE_REQUEST" &&
    (body.clientID ?? seen.clientId) !== seen.clientId
  ) {
    throw new Refusal(400, `clientID: VEN "${venId}" belongs to client "${seen.clientId}"`);
  }
  return seen;
}
