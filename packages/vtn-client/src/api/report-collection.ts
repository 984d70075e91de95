import { InvalidValueError } from "@ven/core";
import type { RequestOptions } from "../http/vtn-request.ts";
import type { AnswerSchema, ApiCall } from "./api-call.ts";
import { type ObjectCollection, objectCollection } from "./object-collection.ts";

/** The reports of a VTN. */
export interface ReportCollection<Item, Request, Query>
  extends ObjectCollection<Item, Request, Query> {
  /**
   * Sends a report that is JSON already, such as `encodeReportColumns` makes it. Of the answer only
   * the id is checked.
   *
   * @returns the report's id; without one only where `onInvalidAnswer` is `"warn"`
   * @throws {VtnUnreachableError | VtnProblemError | VtnAnswerError | VtnAuthError}
   */
  createEncoded(bodyText: string, options?: RequestOptions): Promise<{ readonly id?: string }>;
}

/** Makes the collection of reports. */
export function reportCollection<Item extends { readonly id?: string }, Request, Query>(
  call: ApiCall,
  schema: AnswerSchema<Item>,
): ReportCollection<Item, Request, Query> {
  return {
    ...objectCollection<Item, Request, Query>(call, "/reports", schema),
    createEncoded: async (bodyText, options) => {
      if (typeof bodyText !== "string") {
        throw new InvalidValueError("bodyText", bodyText, "give JSON text, or use create()");
      }
      const request = { method: "POST", path: "/reports", bodyText } as const;
      const answered = await call.json(request, options);
      const id = (answered.json as { readonly id?: unknown } | null)?.id;
      if (typeof id === "string") return { id };
      call.reject(answered, "the report has no id");
      return {};
    },
  };
}
