import type { RequestOptions } from "../http/vtn-request.ts";
import { parseJson } from "../http/parse-json.ts";
import type { ApiCall } from "./api-call.ts";
import {
  type CollectionSchemas,
  type ObjectCollection,
  objectCollection,
} from "./object-collection.ts";

/** The reports of a VTN. */
export interface ReportCollection<Item, Request, Query>
  extends ObjectCollection<Item, Request, Query> {
  /**
   * Sends a report that is JSON already, such as `encodeReportColumns` makes it. Of the answer only
   * the id is checked, which for a large report costs far less than reading it all.
   *
   * @throws {VtnUnreachableError | VtnProblemError | VtnAnswerError | VtnAuthError}
   */
  createEncoded(bodyText: string, options?: RequestOptions): Promise<{ readonly id: string }>;
}

/** Makes the collection of reports. */
export function reportCollection<Item extends { readonly id?: string }, Request, Query>(
  call: ApiCall,
  schemas: CollectionSchemas<Item>,
): ReportCollection<Item, Request, Query> {
  return {
    ...objectCollection<Item, Request, Query>(call, "/reports", schemas),
    createEncoded: async (bodyText, options) => {
      const request = { method: "POST", path: "/reports", bodyText } as const;
      const { text } = await call.succeed(request, options);
      const { id } = (parseJson(text) ?? {}) as { id?: unknown };
      if (typeof id !== "string") call.reject(request, "the report has no id");
      return { id: String(id) };
    },
  };
}
