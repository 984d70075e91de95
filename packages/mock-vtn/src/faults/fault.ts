/** Whether a fault comes before the VTN has done what was asked, or after: stored, answer lost. */
export type FaultMoment = "beforeStoring" | "afterStoring";

/** A wait: always the same, or anew each time between two bounds, ms; 0 to 2_147_483_647. */
export type FaultDelay = number | { readonly minMs: number; readonly maxMs: number };

/** The answer comes late, and is right. */
export interface LatencyFault {
  readonly kind: "latency";
  readonly delayMs: FaultDelay;
  /** @defaultValue "beforeStoring" */
  readonly when?: FaultMoment;
}

/** Any status, as a VTN in trouble or a gateway before it gives. */
export interface StatusFault {
  readonly kind: "status";
  /** 200 to 599. */
  readonly status: number;
  /** An OpenADR problem, the HTML page of a gateway, or nothing. @defaultValue "problem" */
  readonly body?: "problem" | "html" | "empty";
  /** @defaultValue "beforeStoring" */
  readonly when?: FaultMoment;
}

/** The VTN asks to come again later. */
export interface RetryAfterFault {
  readonly kind: "retryAfter";
  readonly status: 429 | 503;
  /** How much later, ms; 0 to 2_147_483_647. Goes out in whole seconds, rounded up. */
  readonly delayMs: number;
  /** Seconds, an HTTP date, or a text that is neither. @defaultValue "seconds" */
  readonly as?: "seconds" | "date" | "nonsense";
}

/** The connection breaks and no byte of an answer comes. */
export interface ResetFault {
  readonly kind: "reset";
  /** @defaultValue "beforeStoring" */
  readonly when?: FaultMoment;
  /** A TCP reset, or an orderly end without an answer. @defaultValue "reset" */
  readonly as?: "reset" | "end";
}

/** No answer ever comes, and the connection stays. */
export interface HangFault {
  readonly kind: "hang";
  /** @defaultValue "beforeStoring" */
  readonly when?: FaultMoment;
}

/** The right answer, a few bytes at a time. */
export interface TrickleFault {
  readonly kind: "trickle";
  /** 1 to 1_000_000. */
  readonly bytesPerInterval: number;
  /** 1 to 2_147_483_647. */
  readonly intervalMs: number;
}

/** The right head with its whole `Content-Length`, a part of the body, then the connection ends. */
export interface TruncateFault {
  readonly kind: "truncate";
  /** How many bytes of the body still come. @defaultValue half of them */
  readonly keptBytes?: number;
}

/** An answer that cannot be used, under the status of success. */
export interface MalformedFault {
  readonly kind: "malformed";
  /**
   * `notJson`: a JSON text that breaks off, with a right `Content-Length`; `wrongShape`: JSON that
   * is no OpenADR object; `html`: a web page; `wrongContentType`: the right body as `text/plain`;
   * `empty`: no body.
   */
  readonly body: "notJson" | "wrongShape" | "html" | "wrongContentType" | "empty";
  /** `beforeStoring` answers 200. @defaultValue "afterStoring" */
  readonly when?: FaultMoment;
}

/**
 * The bearer token of the request expires: from now on each matching request that carries it is
 * refused. `fromNth`, `times` and `probability` say which tokens; each expires once.
 */
export interface ExpiredTokenFault {
  readonly kind: "expiredToken";
  /** What the VTN answers to an expired token: some say 403. @defaultValue 401 */
  readonly status?: 401 | 403;
}

/** The request is sent elsewhere. */
export interface RedirectFault {
  readonly kind: "redirect";
  /** The `Location` header: a path, or an address at any host. */
  readonly location: string;
  /** @defaultValue 307 */
  readonly status?: 301 | 302 | 303 | 307 | 308;
}

/** A list that never ends: each page is full, whatever `skip` says. Other answers stay right. */
export interface EndlessPagingFault {
  readonly kind: "endlessPaging";
  /**
   * `same`: each page is the first, repeated until it is full; `new`: each page holds objects with
   * ids never seen before. A list without any object stays empty. @defaultValue "same"
   */
  readonly ids?: "same" | "new";
}

/** The right JSON, blown up by spaces. */
export interface OversizedFault {
  readonly kind: "oversized";
  /** Length of the body; 1 to 1_000_000_000. @defaultValue 6_000_000 */
  readonly bytes?: number;
  /** Without a `Content-Length`, so that a client must count. @defaultValue false */
  readonly isChunked?: boolean;
}

/** Any other answer. */
export interface CustomFault {
  readonly kind: "custom";
  /**
   * Makes the answer; `Response.error()` resets the connection. If it throws, the answer is 500 with
   * the reason.
   *
   * @param answerNormally - lets the VTN do what was asked, and gives its answer
   */
  readonly answer: (
    request: FaultyRequest,
    answerNormally: () => Promise<Response>,
  ) => Response | Promise<Response>;
}

/** A request that meets a {@link CustomFault}. */
export interface FaultyRequest {
  readonly method: string;
  /** As it came, such as `/openadr3/3.1.0/reports`. */
  readonly path: string;
  /** What stands behind the `?`. */
  readonly query: string;
  /** @param name - in lower case */
  header(name: string): string | undefined;
  /**
   * The body; "" if there is none. It may be read before and after the VTN reads it, and is read
   * when it is asked for: over `maxBodyBytes` the answer is 413.
   */
  text(): Promise<string>;
}

/** What goes wrong when a rule of {@link FaultRule} strikes. */
export type Fault =
  | LatencyFault
  | StatusFault
  | RetryAfterFault
  | ResetFault
  | HangFault
  | TrickleFault
  | TruncateFault
  | MalformedFault
  | ExpiredTokenFault
  | RedirectFault
  | EndlessPagingFault
  | OversizedFault
  | CustomFault;

/** The name of a {@link Fault}. */
export type FaultKind = Fault["kind"];

/** All of them, in the order of the README. */
export const FAULT_KINDS: readonly FaultKind[] = [
  "latency",
  "status",
  "retryAfter",
  "reset",
  "hang",
  "trickle",
  "truncate",
  "malformed",
  "oversized",
  "expiredToken",
  "redirect",
  "endlessPaging",
  "custom",
];
