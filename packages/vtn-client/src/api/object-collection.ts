import { InvalidValueError } from "@ven/core";
import type { QueryValue, RequestOptions, VtnRequest } from "../http/vtn-request.ts";
import type { Answered, AnswerSchema, ApiCall } from "./api-call.ts";
import { checkObjectId } from "./check-object-id.ts";
import { type SearchOptions, searchPages } from "./search-pages.ts";

/** An object as a VTN keeps it: with its id, which 3.0.1 leaves optional. */
export type Stored<Item> = Item & { readonly id: string };

/**
 * All objects of one kind at a VTN.
 *
 * Every method throws {@link VtnUnreachableError}, {@link VtnProblemError}, {@link VtnAnswerError} or
 * {@link VtnAuthError} where there is no good answer.
 */
export interface ObjectCollection<Item, Request, Query> {
  /**
   * Finds objects, page by page as you go on: `for await (const program of vtn.programs.search())`.
   *
   * Filters are the first argument, `pageSize`, `skip`, `maxPages` and `signal` the second.
   *
   * @throws {InvalidValueError} at the first object, if a search option is out of its range or stands
   * in the query
   * @throws {SearchLimitError} behind the last object, if there may be more than `maxPages` pages
   */
  search(query?: Query, options?: SearchOptions): AsyncIterable<Stored<Item>>;
  /** @throws {VtnProblemError} with status 404 if there is none of this id */
  get(id: string, options?: RequestOptions): Promise<Stored<Item>>;
  create(body: Request, options?: RequestOptions): Promise<Stored<Item>>;
  /** Replaces the object of this id. */
  update(id: string, body: Request, options?: RequestOptions): Promise<Stored<Item>>;
  /**
   * @returns the object that was deleted; `undefined` if the answer that held it was lost and the
   * next try found it gone
   */
  delete(id: string, options?: RequestOptions): Promise<Stored<Item> | undefined>;
}

/** Makes the collection of the objects below a path, such as `/programs`. */
export function objectCollection<Item extends { readonly id?: string }, Request, Query>(
  call: ApiCall,
  path: string,
  schema: AnswerSchema<Item>,
): ObjectCollection<Item, Request, Query> {
  const stored = (answered: Answered): Stored<Item> => {
    const item = call.check(answered, answered.json, schema);
    if (typeof (item as Item | null)?.id !== "string")
      call.reject(answered, "the object has no id");
    return item as Stored<Item>;
  };
  const one = async (request: VtnRequest, options?: RequestOptions) =>
    stored(await call.json(request, options));
  const pathOf = (id: string) => `${path}/${checkObjectId("id", id)}`;
  return {
    search: (query, options) => {
      const target = { path, query: { ...(query as Record<string, QueryValue> | undefined) } };
      return searchPages(call, target, schema, options);
    },
    get: async (id, options) => one({ method: "GET", path: pathOf(id) }, options),
    create: async (body, options) => one({ method: "POST", path, body: checkBody(body) }, options),
    update: async (id, body, options) =>
      one({ method: "PUT", path: pathOf(id), body: checkBody(body) }, options),
    delete: async (id, options) => {
      const request = { method: "DELETE", path: pathOf(id) } as const;
      const answer = await call.succeed(request, options);
      return answer.status === 404 ? undefined : stored(call.read(request, answer));
    },
  };
}

/** Callers from JavaScript may have nothing in hand. */
function checkBody(body: unknown): unknown {
  if (typeof body === "object" && body !== null) return body;
  throw new InvalidValueError("body", body, "give the object that is to be stored");
}
