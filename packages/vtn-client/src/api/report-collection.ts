import { InvalidValueError } from "@ven/core";
import { VtnAnswerError } from "../errors/vtn-answer-error.ts";
import { checkRange } from "../http/check-range.ts";
import type { QueryValue, RequestOptions, VtnRequest } from "../http/vtn-request.ts";
import type { AnswerSchema, ApiCall } from "./api-call.ts";
import { isObjectId } from "./check-object-id.ts";
import { type ObjectCollection, type Stored, StoredObjects } from "./object-collection.ts";
import type { SearchOptions } from "./search-pages.ts";

/** Some reports in a row, as a VTN gave them. */
export interface ReportPage {
  /** JSON of whatever kind: nothing of it is checked. */
  readonly items: readonly unknown[];
  /** How long the answer was, characters. */
  readonly textLength: number;
}

/** The reports of a VTN. */
export interface ReportCollection<Item, Request, Query>
  extends ObjectCollection<Item, Request, Query> {
  /**
   * Sends a report that is JSON already, as text or as bytes such as `encodeReportBytes` makes them. Of
   * the answer only the id is checked.
   *
   * @param body - bytes are not copied, so nobody may change them before this is settled
   * @returns the report's id; without one only where `onInvalidAnswer` is `"warn"`
   * @throws {VtnUnreachableError | VtnProblemError | VtnAnswerError | VtnAuthError}
   */
  createEncoded(
    body: string | Uint8Array,
    options?: RequestOptions,
  ): Promise<{ readonly id?: string }>;
  /**
   * One page of a search, of which nothing is checked but that it is a list: for who looks through many
   * reports for a few, and asks for as many at once as their length allows.
   *
   * @param page - `limit`: 1 to 50; a VTN may give another number
   * @throws {InvalidValueError} if `skip` or `limit` is out of its range
   * @throws {VtnUnreachableError} with reason `ANSWER_TOO_LARGE` if they are over 5 MiB together
   * @throws {VtnProblemError | VtnAnswerError | VtnAuthError}
   */
  readPage(
    query: Query,
    page: { readonly skip: number; readonly limit: number },
    options?: RequestOptions,
  ): Promise<ReportPage>;
}

/** The reports of a VTN; see {@link ReportCollection}. */
export class StoredReports<Item extends { readonly id?: string }, Request, Query>
  implements ReportCollection<Item, Request, Query>
{
  readonly #call: ApiCall;
  readonly #objects: StoredObjects<Item, Request, Query>;

  constructor(call: ApiCall, schema: AnswerSchema<Item>) {
    this.#call = call;
    this.#objects = new StoredObjects(call, "/reports", schema);
  }

  async createEncoded(
    body: string | Uint8Array,
    options?: RequestOptions,
  ): Promise<{ readonly id?: string }> {
    if (typeof body !== "string" && !(body instanceof Uint8Array)) {
      throw new InvalidValueError("body", body, "give JSON as text or bytes, or use create()");
    }
    const request = { method: "POST", path: "/reports", encodedBody: body } as const;
    const answered = await this.#call.json(request, options);
    const id = (answered.json as { readonly id?: unknown } | null)?.id;
    if (isObjectId(id)) return { id };
    this.#call.reject(answered, "the report has no id");
    return {};
  }

  async readPage(
    query: Query,
    { skip, limit }: { readonly skip: number; readonly limit: number },
    options?: RequestOptions,
  ): Promise<ReportPage> {
    checkRange("skip", skip, { least: 0, most: 2_147_483_647, whole: true });
    checkRange("limit", limit, { least: 1, most: 50, whole: true });
    const filters = query as Readonly<Record<string, QueryValue>>;
    const page: VtnRequest = {
      method: "GET",
      path: "/reports",
      query: { ...filters, skip, limit },
    };
    const { json, answer } = await this.#call.json(page, options);
    if (Array.isArray(json)) return { items: json, textLength: answer.text.length };
    const { status } = answer;
    const fault = { status, isAmbiguous: false };
    throw new VtnAnswerError(this.#call.describe(page), "it is no JSON list", fault);
  }

  search(query?: Query, options?: SearchOptions): AsyncIterable<Stored<Item>> {
    return this.#objects.search(query, options);
  }

  get(id: string, options?: RequestOptions): Promise<Stored<Item>> {
    return this.#objects.get(id, options);
  }

  create(body: Request, options?: RequestOptions): Promise<Stored<Item>> {
    return this.#objects.create(body, options);
  }

  update(id: string, body: Request, options?: RequestOptions): Promise<Stored<Item>> {
    return this.#objects.update(id, body, options);
  }

  delete(id: string, options?: RequestOptions): Promise<Stored<Item> | undefined> {
    return this.#objects.delete(id, options);
  }
}
