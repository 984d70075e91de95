import { NameTaken } from "../http/name-taken.ts";
import { adaptBody } from "../personality/adapt-body.ts";
import type { ReportFields } from "../store/object-fields.ts";
import { checkRequest } from "./check-request.ts";
import { collectionHandlers } from "./collection-handlers.ts";
import { missingReference } from "./missing-reference.ts";
import type { OpenAdrVtn } from "./openadr-vtn.ts";
import type { OperationCall, OperationHandlers } from "./operation-call.ts";
import { isPlainReport } from "./plain-report.ts";
import { clientStamp, requestFields, STAMPED } from "./request-fields.ts";
import { VERSION_SCHEMAS } from "./version-schemas.ts";

type ReportOperationId =
  | "searchAllReports"
  | "createReport"
  | "searchReportsByReportID"
  | "updateReport"
  | "deleteReport";

/** `/reports` and `/reports/{reportID}`. */
export function reportRoutes(vtn: OpenAdrVtn): OperationHandlers<ReportOperationId> {
  const { version, store, personality } = vtn;
  const programOf = ({ programID, eventID }: ReportFields) =>
    programID ?? store.events.get(eventID)?.fields.programID;
  const handlers = collectionHandlers(vtn, {
    collection: store.reports,
    idParam: "reportID",
    check: (json) => {
      const body = isPlainReport(json.value, version)
        ? adaptBody(json.value as ReportFields, personality)
        : checkRequest(VERSION_SCHEMAS[version].report, json, personality);
      return { body, bytes: body === json.value ? json.bytes : undefined };
    },
    draft({ body, bytes }, call, previous) {
      checkReferences(vtn, body, call);
      const { reportName } = body;
      if (personality.reportNames === "unique" && typeof reportName === "string") {
        const namesake = store.reports.withKey(reportName);
        if (namesake !== undefined && namesake.id !== previous?.id) {
          throw new NameTaken(`reportName: a report named "${reportName}" exists`);
        }
      }
      const clientId = previous?.clientId ?? call.caller.clientId;
      const fields = requestFields(body, STAMPED[version]);
      return {
        fields,
        clientId,
        stamp: clientStamp(version, clientId),
        bytes: fields === body ? bytes : undefined,
      };
    },
    filter({ query }) {
      const programId = query.id("programID");
      const eventId = query.id("eventID");
      const clientName = query.name("clientName");
      return ({ fields }) =>
        (programId === undefined || programOf(fields) === programId) &&
        (eventId === undefined || fields.eventID === eventId) &&
        (clientName === undefined || fields.clientName === clientName);
    },
  });
  return {
    searchAllReports: handlers.search,
    createReport: handlers.create,
    searchReportsByReportID: handlers.get,
    updateReport: handlers.update,
    deleteReport: handlers.remove,
  };
}

/** A report answers an event that its client may see, in 3.0.1 one of the program that it names. */
function checkReferences(
  { store, version }: OpenAdrVtn,
  { eventID, programID }: ReportFields,
  { view }: OperationCall,
): void {
  const event = store.events.get(eventID);
  if (event === undefined || view.see("EVENT", event, "granted") === undefined) {
    throw missingReference(version, `eventID: there is no event "${eventID}"`);
  }
  if (version !== "3.0.1" || event.fields.programID === programID) return;
  const detail = `programID: event "${eventID}" is of program "${event.fields.programID}"`;
  throw missingReference(version, detail);
}
