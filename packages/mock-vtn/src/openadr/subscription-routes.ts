import { OBJECT_TYPES } from "@ven/openadr-schema/3.1.0";
import { checkRequest } from "./check-request.ts";
import { collectionHandlers } from "./collection-handlers.ts";
import { missingReference } from "./missing-reference.ts";
import type { OpenAdrVtn } from "./openadr-vtn.ts";
import type { OperationHandlers } from "./operation-call.ts";
import { clientStamp, requestFields, STAMPED } from "./request-fields.ts";
import { targetFilter } from "./target-filter.ts";
import { VERSION_SCHEMAS } from "./version-schemas.ts";

type SubscriptionOperationId =
  | "searchSubscriptions"
  | "createSubscription"
  | "searchSubscriptionByID"
  | "updateSubscription"
  | "deleteSubscription";

/** `/subscriptions` and `/subscriptions/{subscriptionID}`. */
export function subscriptionRoutes(vtn: OpenAdrVtn): OperationHandlers<SubscriptionOperationId> {
  const { version, store, personality } = vtn;
  const handlers = collectionHandlers(vtn, {
    collection: store.subscriptions,
    idParam: "subscriptionID",
    check: (json) => checkRequest(VERSION_SCHEMAS[version].subscription, json, personality),
    prepare: (body) => vtn.checkSubscription(body, version),
    draft(body, { caller, view }, previous) {
      const { programID } = body;
      const program = programID === undefined ? undefined : store.programs.get(programID);
      const seen = program && view.see("PROGRAM", program, "granted");
      if (programID !== undefined && seen === undefined) {
        throw missingReference(version, `programID: there is no program "${programID}"`);
      }
      const clientId = previous?.clientId ?? caller.clientId;
      return {
        fields: requestFields(body, STAMPED[version]),
        clientId,
        stamp: clientStamp(version, clientId),
      };
    },
    filter({ query }) {
      const programId = query.id("programID");
      const clientName = query.name("clientName");
      const objects = query.oneOf("objects", OBJECT_TYPES);
      const hasTarget = version === "3.0.1" ? targetFilter(version, query) : () => true;
      return (subscription) => {
        const { fields } = subscription;
        return (
          (programId === undefined || fields.programID === programId) &&
          (clientName === undefined || fields.clientName === clientName) &&
          (objects === undefined ||
            fields.objectOperations.some((wish) =>
              wish.objects.some((objectType) => objects.includes(objectType)),
            )) &&
          hasTarget(subscription)
        );
      };
    },
  });
  return {
    searchSubscriptions: handlers.search,
    createSubscription: handlers.create,
    searchSubscriptionByID: handlers.get,
    updateSubscription: handlers.update,
    deleteSubscription: handlers.remove,
  };
}
