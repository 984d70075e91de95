import {
  blVenRequestSchema,
  type VenRequest,
  venVenRequestSchema,
} from "@ven/openadr-schema/3.1.0";
import { checkOneVen } from "../../personality/check-one-ven.ts";
import { targetsOf } from "../../privacy/private-view.ts";
import type { VenFields } from "../../store/object-fields.ts";
import type { StoredRecord } from "../../store/stored-record.ts";
import { collectionHandlers } from "../collection-handlers.ts";
import type { OpenAdrVtn } from "../openadr-vtn.ts";
import type { OperationHandlers } from "../operation-call.ts";
import { clientStamp, requestFields } from "../request-fields.ts";
import { targetFilter } from "../target-filter.ts";
import { checkVenName } from "../ven-names.ts";
import { checkForm } from "./check-form.ts";

type VenOperationId = "searchVens" | "createVen" | "searchVenByID" | "updateVen" | "deleteVen";

/** `/vens` and `/vens/{venID}` of 3.1.0. */
export function venRoutes(vtn: OpenAdrVtn): OperationHandlers<VenOperationId> {
  const { version, store, personality } = vtn;
  const handlers = collectionHandlers<VenRequest, VenFields>(vtn, {
    collection: store.vens,
    idParam: "venID",
    check: (json, call) =>
      checkForm<VenRequest>(json, call, personality, {
        BL_VEN_REQUEST: blVenRequestSchema,
        VEN_VEN_REQUEST: venVenRequestSchema,
      }),
    draft(body, { caller }, previous) {
      checkVenName(store, body.venName, previous);
      const clientId =
        body.objectType === "BL_VEN_REQUEST"
          ? body.clientID
          : (previous?.clientId ?? caller.clientId);
      const isKnownClient = body.objectType === "BL_VEN_REQUEST" || caller.role === "VEN";
      if (personality.oneVenPerClient && isKnownClient) checkOneVen(store.vens, clientId, previous);
      const fields =
        body.objectType === "BL_VEN_REQUEST"
          ? requestFields(body, ["clientID"])
          : { ...requestFields(body, ["clientID", "targets"]), ...grantsOf(previous) };
      return { fields, clientId, stamp: clientStamp(version, clientId) };
    },
    follow: (ven) => handOverResources(vtn, ven),
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

/** What business logic granted; a VEN that writes its object anew keeps it. */
export function grantsOf(previous: StoredRecord | undefined): {
  readonly targets?: readonly string[];
} {
  const targets = previous === undefined ? [] : targetsOf(previous);
  return targets.length === 0 ? {} : { targets };
}

/** The resources of a VEN belong to the client that the VEN belongs to. */
function handOverResources({ store, version }: OpenAdrVtn, ven: StoredRecord<VenFields>): void {
  const { clientId } = ven;
  for (const resource of store.resources.inGroup(ven.id)) {
    if (resource.clientId === clientId) continue;
    store.resources.replace(resource, {
      fields: requestFields(resource.object, ["clientID"]),
      clientId,
      stamp: clientStamp(version, clientId),
    });
  }
}
