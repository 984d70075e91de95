import { type ResourceRequest, resourceRequestSchema } from "@ven/openadr-schema/3.0.1";
import { Refusal } from "../../http/refusal.ts";
import type { ResourceFields, VenFields } from "../../store/object-fields.ts";
import type { StoredRecord } from "../../store/stored-record.ts";
import { checkRequest } from "../check-request.ts";
import { collectionHandlers } from "../collection-handlers.ts";
import type { OpenAdrVtn } from "../openadr-vtn.ts";
import type { OperationCall, OperationHandlers } from "../operation-call.ts";
import { requestFields } from "../request-fields.ts";
import { targetFilter } from "../target-filter.ts";
import { checkResourceName } from "../ven-names.ts";

type ResourceOperationId =
  | "searchVenResources"
  | "createResource"
  | "searchVenResourceByID"
  | "updateVenResource"
  | "deleteVenResource";

/** `/vens/{venID}/resources` and `/vens/{venID}/resources/{resourceID}` of 3.0.1. */
export function resourceRoutes(vtn: OpenAdrVtn): OperationHandlers<ResourceOperationId> {
  const { version, store, personality } = vtn;
  /** @throws {Refusal} 404 if there is no such VEN */
  const venOf = ({ params }: OperationCall): StoredRecord<VenFields> => {
    const venId = params["venID"] ?? "";
    const ven = store.vens.get(venId);
    if (ven === undefined) throw new Refusal(404, `there is no ven "${venId}"`);
    return ven;
  };
  const handlers = collectionHandlers<ResourceRequest, ResourceFields>(vtn, {
    collection: store.resources,
    idParam: "resourceID",
    check(json, call) {
      venOf(call);
      return checkRequest(resourceRequestSchema, json, personality);
    },
    draft(body, call, previous) {
      const ven = venOf(call);
      const fields = { ...requestFields(body), venID: ven.id };
      checkResourceName(store, fields, previous);
      return { fields, clientId: ven.clientId };
    },
    within: (call) => store.resources.inGroup(venOf(call).id),
    isAt: (resource, call) => resource.fields.venID === venOf(call).id,
    filter({ query }) {
      const resourceName = query.name("resourceName");
      const hasTarget = targetFilter(version, query);
      return (resource) =>
        (resourceName === undefined || resource.fields.resourceName === resourceName) &&
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
