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

/** The objects below a path, such as `/programs`. A fleet has thousands, so it holds little. */
export class StoredObjects<Item extends { readonly id?: string }, Request, Query>
  implements ObjectCollection<Item, Request, Query>
{
  readonly #call: ApiCall;
  readonly #path: string;
  readonly #schema: AnswerSchema<Item>;

  constructor(call: ApiCall, path: string, schema: AnswerSchema<Item>) {
    this.#call = call;
    this.#path = path;
    this.#schema = schema;
  }

  search(query?: Query, options?: SearchOptions): AsyncIterable<Stored<Item>> {
    const filters = { ...(query as Record<string, QueryValue> | undefined) };
    return searchPages(this.#call, { path: this.#path, query: filters }, this.#schema, options);
  }

  async get(id: string, options?: RequestOptions): Promise<Stored<Item>> {
    return this.#one({ method: "GET", path: this.#pathOf(id) }, options);
  }

  async create(body: Request, options?: RequestOptions): Promise<Stored<Item>> {
    return this.#one({ method: "POST", path: this.#path, body: checkBody(body) }, options);
  }

  async update(id: string, body: Request, options?: RequestOptions): Promise<Stored<Item>> {
    return this.#one({ method: "PUT", path: this.#pathOf(id), body: checkBody(body) }, options);
  }

  async delete(id: string, options?: RequestOptions): Promise<Stored<Item> | undefined> {
    const request = { method: "DELETE", path: this.#pathOf(id) } as const;
    const answer = await this.#call.succeed(request, options);
    return answer.status === 404 ? undefined : this.#stored(this.#call.read(request, answer));
  }

  async #one(request: VtnRequest, options: RequestOptions | undefined): Promise<Stored<Item>> {
    return this.#stored(await this.#call.json(request, options));
  }

  #stored(answered: Answered): Stored<Item> {
    const item = this.#call.check(answered, answered.json, this.#schema);
    if (typeof (item as Item | null)?.id !== "string") {
      this.#call.reject(answered, "the object has no id");
    }
    return item as Stored<Item>;
  }

  #pathOf(id: string): string {
    return `${this.#path}/${checkObjectId("id", id)}`;
  }
}

/** Callers from JavaScript may have nothing in hand. */
function checkBody(body: unknown): unknown {
  if (typeof body === "object" && body !== null) return body;
  throw new InvalidValueError("body", body, "give the object that is to be stored");
}
