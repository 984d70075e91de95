import type { Clock } from "@ven/core";
import { NewestList } from "./newest-list.ts";
import { keptBody } from "./kept-body.ts";
import type { LoggedRequest, OpenRequest } from "./logged-request.ts";

const NO_QUERY: LoggedRequest["query"] = Object.freeze({});

/** Keeps the newest requests and counts all. */
export class RequestLog {
  readonly #newest: NewestList<OpenRequest>;
  readonly #clock: Clock;

  /** @param capacity - how many are kept; 1 or more */
  constructor(capacity: number, clock: Clock) {
    this.#newest = new NewestList(capacity);
    this.#clock = clock;
  }

  /** How many came since the last {@link clear}. */
  get totalCount(): number {
    return this.#newest.totalCount;
  }

  /** The kept requests, oldest first, as a new array. */
  toArray(): readonly LoggedRequest[] {
    return this.#newest.toArray();
  }

  /**
   * Notes a request that has come.
   *
   * @param search - what stands behind the path, with its `?`; "" for nothing
   */
  receive(method: string, path: string, search: string): OpenRequest {
    const logged: OpenRequest = {
      id: `request-${this.#newest.totalCount + 1}`,
      method,
      path,
      query: search.length > 1 ? readQuery(search) : NO_QUERY,
      receivedAtMs: this.#clock.now(),
    };
    this.#newest.add(logged);
    return logged;
  }

  /** Notes its body. */
  read(logged: OpenRequest, text: string): void {
    logged.body = keptBody(logged.path, text);
  }

  /** Notes that it was answered. */
  answer(logged: OpenRequest, status: number): void {
    logged.status = status;
    logged.answeredAtMs = this.#clock.now();
  }

  clear(): void {
    this.#newest.clear();
  }
}

function readQuery(search: string): LoggedRequest["query"] {
  const parameters = new URLSearchParams(search);
  const entries = [...new Set(parameters.keys())].map((name) => {
    // Nobody should put a credential there; some do.
    if (/token|secret|password/i.test(name)) return [name, "[redacted]"] as const;
    const values = parameters.getAll(name);
    return [name, values.length === 1 ? (values[0] ?? "") : values] as const;
  });
  return Object.fromEntries(entries);
}
