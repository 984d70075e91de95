import { gzipSync } from "node:zlib";
import type { Draws } from "@ven/core";

/** An answer that no VTN should give, and whether the VTN keeps the report behind it. */
export interface FuzzedAnswer {
  readonly isStored: boolean;
  /** @param right - what it would have answered, if it keeps the report */
  readonly answer: (right: string) => Response;
}

/** Statuses of success, which say that the report is there. */
const SUCCESSES = [200, 201, 202, 203, 204, 205, 206, 226] as const;

/** Statuses of trouble, behind which a report may be there or not. */
const TROUBLES = [500, 501, 502, 503, 504, 507, 520, 599] as const;

/** Statuses that say that it is not. */
const REFUSALS = [
  300, 301, 302, 303, 307, 308, 400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 413, 414, 415,
  418, 422, 425, 428, 429, 431, 451,
] as const;

/** Statuses that may have no body. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * Bodies that are no report with an id: under a status of success they tell nothing, whatever was done.
 */
const NO_REPORTS: readonly ((right: string, draws: Draws) => string | Uint8Array)[] = [
  () => "",
  () => "null",
  () => "true",
  () => "0",
  () => '"report-1"',
  () => "[]",
  () => "{}",
  () => '{"id":5}',
  () => '{"id":null}',
  () => '{"id":""}',
  () => '{"id":["report-1"]}',
  () => '{"__proto__":{"id":"report-1"}}',
  () => '{"constructor":{"prototype":{"id":"report-1"}}}',
  () => `[${"[".repeat(5_000)}`,
  () => `{"id":1e999,"n":${"9".repeat(400)}}`,
  () => "<!doctype html><html><body>502 Bad Gateway</body></html>",
  () => "\u0000\u0001\ufffe",
  () => '{"type":"about:blank","title":"Bad Gateway","status":502}',
  () => gzipSync("0".repeat(100_000)),
  (right) => `[${right}]`,
  (right, draws) => right.slice(0, Math.floor(draws.uniform() * (right.length - 1))),
  (_, draws) => Uint8Array.from({ length: 64 }, () => Math.floor(draws.uniform() * 256)),
];

const CONTENT_TYPES = [
  "application/json",
  "application/problem+json",
  "text/html",
  "text/plain; charset=utf-16",
  "application/octet-stream",
  ";;;",
] as const;

/** Draws an answer: a VTN that is mad, yet never vouches for what it does not have. */
export function fuzzedAnswer(draws: Draws): FuzzedAnswer {
  const kind = draws.uniform();
  const isStored = kind < 0.8 && draws.uniform() < 0.5;
  const status = oneOf(kind < 0.5 ? SUCCESSES : kind < 0.8 ? TROUBLES : REFUSALS, draws);
  const body = oneOf(NO_REPORTS, draws);
  const contentType = oneOf(CONTENT_TYPES, draws);
  const isGzip = draws.uniform() < 0.05;
  const retryAfter = draws.uniform() < 0.1 ? oneOf(["0", "-1", "soon", "1e9x"], draws) : undefined;
  return {
    isStored,
    answer: (right) =>
      new Response(BODILESS.has(status) ? null : body(right, draws), {
        status,
        headers: {
          "content-type": contentType,
          ...(isGzip ? { "content-encoding": "gzip" } : {}),
          ...(retryAfter === undefined ? {} : { "retry-after": retryAfter }),
        },
      }),
  };
}

function oneOf<Item>(items: readonly Item[], draws: Draws): Item {
  return items[Math.floor(draws.uniform() * items.length)] as Item;
}
