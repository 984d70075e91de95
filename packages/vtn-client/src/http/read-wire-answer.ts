import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { Clock } from "@ven/core";
import { readRetryAfter } from "../resilience/read-retry-after.ts";
import { answerTooLarge, MAX_ANSWER_BYTES } from "./answer-body.ts";
import type { Outcome } from "./guarded-lane.ts";
import { answerFailure } from "./network-failure.ts";
import type { VtnAnswer } from "./vtn-request.ts";
import type { WireAnswer } from "./wire.ts";

/** Encodings of HTTP besides gzip. */
const OTHER_ENCODINGS: ReadonlySet<string> = new Set(["br", "compress", "deflate", "zstd"]);

const unzip = promisify(gunzip);

/** What is known of an answer apart from what came over the wire. */
interface Facts {
  /** See {@link VtnAnswer.isRepeated}. */
  readonly isRepeated: boolean;
  readonly clock: Clock;
}

/** Reads the text of an answer, unpacking it if it is packed as we said that we accept. */
export function readWireAnswer(wire: WireAnswer, facts: Facts): Outcome | Promise<Outcome> {
  const encoding = wire.headers["content-encoding"];
  if (encoding === undefined || encoding === "identity" || wire.body.length === 0) {
    return { kind: "answer", answer: new TextAnswer(wire, wire.body, facts) };
  }
  return unpack(wire, encoding.trim().toLowerCase(), facts);
}

async function unpack(wire: WireAnswer, encoding: string, facts: Facts): Promise<Outcome> {
  if (encoding !== "gzip" && encoding !== "x-gzip") {
    // Only names that are known are shown: a header of the VTN may hold anything.
    const name = OTHER_ENCODINGS.has(encoding) ? `as ${encoding}` : "in an unknown way";
    const detail = `its answer is packed ${name}, which was not asked for`;
    return { kind: "failure", failure: answerFailure("ANSWER_ENCODING", detail) };
  }
  try {
    const body = await unzip(wire.body, { maxOutputLength: MAX_ANSWER_BYTES });
    return { kind: "answer", answer: new TextAnswer(wire, body, facts) };
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === "ERR_BUFFER_TOO_LARGE") return { kind: "failure", failure: answerTooLarge() };
    return {
      kind: "failure",
      failure: answerFailure("ANSWER_ENCODING", "its answer is no gzip, as it says"),
    };
  }
}

class TextAnswer implements VtnAnswer {
  readonly status: number;
  readonly text: string;
  readonly isRepeated: boolean;
  readonly retryAfterMs?: number;
  readonly #headers: WireAnswer["headers"];

  constructor(wire: WireAnswer, body: Buffer, { isRepeated, clock }: Facts) {
    this.status = wire.status;
    this.text = body.toString("utf8");
    this.isRepeated = isRepeated;
    this.#headers = wire.headers;
    const retryAfter = this.#headers["retry-after"];
    if (retryAfter === undefined) return;
    const ms = readRetryAfter(retryAfter, clock.now());
    if (ms !== undefined) this.retryAfterMs = ms;
  }

  header(name: string): string | undefined {
    const value = this.#headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(", ") : value;
  }
}
