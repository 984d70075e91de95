import type { Clock } from "@ven/core";
import { keptBody } from "./kept-body.ts";
import { keptQuery } from "./kept-query.ts";
import type { LoggedRequest } from "./logged-request.ts";
import { NewestList } from "./newest-list.ts";
import { type OpenRequest, toLoggedRequest } from "./open-request.ts";

/** Characters. */
const LONGEST_METHOD = 32;
const LONGEST_ADDRESS = 8_192;

/** Keeps the newest requests and counts all. */
export class RequestLog {
  readonly #newest: NewestList<OpenRequest>;
  readonly #clock: Pick<Clock, "now">;

  /** @param capacity - how many are kept; 1 or more */
  constructor(capacity: number, clock: Pick<Clock, "now">) {
    this.#newest = new NewestList(capacity);
    this.#clock = clock;
  }

  /** How many came since the last {@link clear}. */
  get totalCount(): number {
    return this.#newest.totalCount;
  }

  /** The kept requests, oldest first, as a new array. */
  toArray(): readonly LoggedRequest[] {
    return this.#newest.toArray().map(toLoggedRequest);
  }

  /**
   * Notes a request that has come.
   *
   * @param query - what stands behind the `?`; "" for nothing
   */
  receive(method: string, path: string, query: string): OpenRequest {
    const open: OpenRequest = {
      number: this.#newest.totalCount + 1,
      method: shortened(method, LONGEST_METHOD),
      path: shortened(path, LONGEST_ADDRESS),
      query: query === "" ? query : shortened(keptQuery(query), LONGEST_ADDRESS),
      receivedAtMs: this.#clock.now(),
    };
    this.#newest.add(open);
    return open;
  }

  /** Notes its body. */
  read(open: OpenRequest, body: Uint8Array): void {
    open.body = keptBody(open.path, body);
  }

  /** Notes that it was answered. */
  answer(open: OpenRequest, status: number): void {
    open.status = status;
    open.answeredAtMs = this.#clock.now();
  }

  clear(): void {
    this.#newest.clear();
  }
}

function shortened(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : text.slice(0, maxLength);
}
