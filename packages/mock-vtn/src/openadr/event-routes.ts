import { checkRequest } from "./check-request.ts";
import { collectionHandlers } from "./collection-handlers.ts";
import { hasTranspired } from "./has-transpired.ts";
import { missingReference } from "./missing-reference.ts";
import type { OpenAdrVtn } from "./openadr-vtn.ts";
import type { OperationHandlers } from "./operation-call.ts";
import { requestFields } from "./request-fields.ts";
import { targetFilter } from "./target-filter.ts";
import { VERSION_SCHEMAS } from "./version-schemas.ts";

type EventOperationId =
  | "searchAllEvents"
  | "createEvent"
  | "searchEventsByID"
  | "updateEvent"
  | "deleteEvent";

/** `/events` and `/events/{eventID}`. */
export function eventRoutes(vtn: OpenAdrVtn): OperationHandlers<EventOperationId> {
  const { version, store, personality, clock } = vtn;
  const handlers = collectionHandlers(vtn, {
    collection: store.events,
    idParam: "eventID",
    check: (json) => checkRequest(VERSION_SCHEMAS[version].event, json, personality),
    draft(body, { caller }, previous) {
      if (store.programs.get(body.programID) === undefined) {
        const detail = `programID: there is no program "${body.programID}"; create it first`;
        throw missingReference(version, detail);
      }
      return { fields: requestFields(body), clientId: previous?.clientId ?? caller.clientId };
    },
    filter({ query }) {
      const programId = query.id("programID");
      const hasTarget = targetFilter(version, query);
      const isActiveAlone = version === "3.1.0" && query.flag("active");
      const nowAtMs = clock.now();
      return (event) =>
        (programId === undefined || event.fields.programID === programId) &&
        hasTarget(event) &&
        !(isActiveAlone && hasTranspired(event, nowAtMs));
    },
    remove: (event) => store.deleteEvent(event),
  });
  return {
    searchAllEvents: handlers.search,
    createEvent: handlers.create,
    searchEventsByID: handlers.get,
    updateEvent: handlers.update,
    deleteEvent: handlers.remove,
  };
}
