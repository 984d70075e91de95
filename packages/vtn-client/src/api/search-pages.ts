import { InvalidValueError } from "@ven/core";
import type { QueryValue, RequestOptions, VtnRequest } from "../http/vtn-request.ts";
import type { AnswerSchema, ApiCall } from "./api-call.ts";

/** How a search reads its pages. */
export interface SearchOptions extends RequestOptions {
  /** Objects per request, 1 to 50. @defaultValue 50 */
  readonly pageSize?: number;
  /** How many objects to leave out at the beginning. @defaultValue 0 */
  readonly skip?: number;
  /** Most pages that are read, 1 or more; then the search fails. @defaultValue 10_000 */
  readonly maxPages?: number;
}

/**
 * Reads all pages of a search, one request per page, as the caller goes on.
 *
 * A page that is not full is the last. An object that an insertion moved to the next page is given
 * once; a full page that brings nothing new ends the search with an error, as the VTN ignores `skip`.
 */
export async function* searchPages<Item extends { readonly id?: string }>(
  call: ApiCall,
  target: { readonly path: string; readonly query: Readonly<Record<string, QueryValue>> },
  schema: AnswerSchema<Item>,
  options: SearchOptions = {},
): AsyncGenerator<Item & { readonly id: string }, void, undefined> {
  const pageSize = checkRange("pageSize", options.pageSize ?? 50, 1, 50);
  const maxPages = checkRange("maxPages", options.maxPages ?? 10_000, 1, 1_000_000);
  let skip = checkRange("skip", options.skip ?? 0, 0, 2_147_483_647);
  const seen = new Set<string>();
  for (let page = 0; page < maxPages; page += 1) {
    const request: VtnRequest = {
      method: "GET",
      path: target.path,
      query: { ...target.query, skip, limit: pageSize },
    };
    const items = await call.json(request, options);
    if (!Array.isArray(items)) {
      call.reject(request, "it is no JSON list");
      return;
    }
    let freshCount = 0;
    for (const [index, value] of items.entries()) {
      const item: Partial<Item> | null = call.check(request, value, schema, `[${index}].`);
      const id = item?.id;
      if (typeof id !== "string") {
        call.reject(request, "an object has no id");
        continue;
      }
      if (seen.has(id)) continue;
      seen.add(id);
      freshCount += 1;
      yield { ...(item as Item), id };
    }
    if (items.length < pageSize) return;
    if (freshCount === 0) {
      call.reject(request, "this page brings nothing new: the VTN ignores skip");
      return;
    }
    skip += items.length;
  }
  throw new InvalidValueError("maxPages", maxPages, "the search has more pages: raise it");
}

function checkRange(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new InvalidValueError(name, value, `give a whole number from ${least} to ${most}`);
}
