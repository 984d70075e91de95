import { NameTaken } from "../http/name-taken.ts";
import { checkRequest } from "./check-request.ts";
import { collectionHandlers } from "./collection-handlers.ts";
import type { OpenAdrVtn } from "./openadr-vtn.ts";
import type { OperationHandlers } from "./operation-call.ts";
import { requestFields } from "./request-fields.ts";
import { targetFilter } from "./target-filter.ts";
import { VERSION_SCHEMAS } from "./version-schemas.ts";

type ProgramOperationId =
  | "searchAllPrograms"
  | "createProgram"
  | "searchProgramByProgramId"
  | "updateProgram"
  | "deleteProgram";

/** `/programs` and `/programs/{programID}`. */
export function programRoutes(vtn: OpenAdrVtn): OperationHandlers<ProgramOperationId> {
  const { version, store, personality } = vtn;
  const handlers = collectionHandlers(vtn, {
    collection: store.programs,
    idParam: "programID",
    check: (json) => checkRequest(VERSION_SCHEMAS[version].program, json, personality),
    draft(body, { caller }, previous) {
      const namesake = store.programs.withKey(body.programName);
      if (namesake !== undefined && namesake.id !== previous?.id) {
        throw new NameTaken(`program "${body.programName}" exists: ${namesake.id}`);
      }
      return { fields: requestFields(body), clientId: previous?.clientId ?? caller.clientId };
    },
    filter: ({ query }) => targetFilter(version, query),
    remove: (program) => store.deleteProgram(program),
  });
  return {
    searchAllPrograms: handlers.search,
    createProgram: handlers.create,
    searchProgramByProgramId: handlers.get,
    updateProgram: handlers.update,
    deleteProgram: handlers.remove,
  };
}
