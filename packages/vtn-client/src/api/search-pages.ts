import { InvalidValueError } from "@ven/core";
import { SearchLimitError } from "../errors/search-limit-error.ts";
import { checkRange } from "../http/check-range.ts";
import type { QueryValue, RequestOptions, VtnRequest } from "../http/vtn-request.ts";
import type { AnswerSchema, ApiCall } from "./api-call.ts";

/** How a search reads its pages; the second argument of `search`. */
export interface SearchOptions extends RequestOptions {
  /** Objects per request, 1 to 50. @defaultValue 50 */
  readonly pageSize?: number;
  /** How many objects to leave out at the beginning. @defaultValue 0 */
  readonly skip?: number;
  /**
   * Most pages that are read, 1 or more; if the last of them is full, the search ends with
   * {@link SearchLimitError} behind its objects. @defaultValue 10_000
   */
  readonly maxPages?: number;
}

/** What a query cannot hold, as it says how pages are read. */
const NO_FILTERS = ["pageSize", "skip", "limit", "maxPages", "signal"] as const;

/**
 * Reads all pages of a search, one request per page, as the caller goes on.
 *
 * A page that is not full is the last. An object that an insertion moved to the next page is given
 * once; a full page that brings nothing new ends the search with an error, as the VTN ignores `skip`.
 *
 * @throws {InvalidValueError} if an option is out of its range, or stands in the query
 * @throws {SearchLimitError} after `maxPages` full pages
 */
export async function* searchPages<Item extends { readonly id?: string }>(
  call: ApiCall,
  target: { readonly path: string; readonly query: Readonly<Record<string, QueryValue>> },
  schema: AnswerSchema<Item>,
  options: SearchOptions = {},
): AsyncGenerator<Item & { readonly id: string }, void, undefined> {
  checkQuery(target.query);
  const { pageSize, maxPages, skip: skipped } = checkOptions(options);
  let skip = skipped;
  const seen = new Set<string>();
  for (let page = 0; page < maxPages; page += 1) {
    const request: VtnRequest = {
      method: "GET",
      path: target.path,
      query: { ...target.query, skip, limit: pageSize },
    };
    const answered = await call.json(request, options);
    const items = answered.json;
    if (!Array.isArray(items)) {
      call.reject(answered, "it is no JSON list");
      return;
    }
    let freshCount = 0;
    for (const [index, value] of items.entries()) {
      const item: Partial<Item> | null = call.check(answered, value, schema, `[${index}].`);
      const id = item?.id;
      if (typeof id !== "string") {
        call.reject(answered, "an object has no id");
        continue;
      }
      if (seen.has(id)) continue;
      seen.add(id);
      freshCount += 1;
      yield { ...(item as Item), id };
    }
    if (items.length < pageSize) return;
    if (freshCount === 0) {
      call.reject(answered, "this page brings nothing new: the VTN ignores skip");
      return;
    }
    skip += items.length;
  }
  const tried = call.describe({ method: "GET", path: target.path });
  throw new SearchLimitError(tried, { maxPages, pageSize, objectCount: seen.size });
}

function checkOptions({ pageSize = 50, maxPages = 10_000, skip = 0 }: SearchOptions) {
  const whole = true;
  return {
    pageSize: checkRange("pageSize", pageSize, { least: 1, most: 50, whole }),
    maxPages: checkRange("maxPages", maxPages, { least: 1, most: 1_000_000, whole }),
    skip: checkRange("skip", skip, { least: 0, most: 2_147_483_647, whole }),
  };
}

/** A query of JavaScript may hold the options by mistake: the VTN would ignore them. */
function checkQuery(query: Readonly<Record<string, QueryValue>>): void {
  for (const name of NO_FILTERS) {
    if (query[name] === undefined) continue;
    const option = name === "limit" ? "pageSize" : name;
    const rule = `give ${option} in the second argument: search(query, { ${option} })`;
    throw new InvalidValueError(`query.${name}`, query[name], rule);
  }
}
