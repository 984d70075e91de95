import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { answerTooLarge, MAX_ANSWER_BYTES } from "./answer-body.ts";
import type { Outcome } from "./guarded-lane.ts";
import { answerFailure } from "./network-failure.ts";
import type { VtnAnswer } from "./vtn-request.ts";
import type { WireAnswer } from "./wire.ts";

const unzip = promisify(gunzip);

/**
 * Reads the text of an answer, unpacking it if it is packed as we said that we accept.
 *
 * @param isRepeated - see {@link VtnAnswer.isRepeated}
 */
export function readWireAnswer(wire: WireAnswer, isRepeated: boolean): Outcome | Promise<Outcome> {
  const encoding = wire.wireHeaders["content-encoding"];
  if (encoding === undefined || encoding === "identity" || wire.data.length === 0) {
    return { kind: "answer", answer: new TextAnswer(wire, wire.data, isRepeated) };
  }
  return unpack(wire, encoding.trim().toLowerCase(), isRepeated);
}

async function unpack(wire: WireAnswer, encoding: string, isRepeated: boolean): Promise<Outcome> {
  if (encoding !== "gzip" && encoding !== "x-gzip") {
    const detail = `its answer is packed as "${encoding.slice(0, 40)}", which was not asked for`;
    return { kind: "failure", failure: answerFailure("ANSWER_ENCODING", detail) };
  }
  try {
    const body = await unzip(wire.data, { maxOutputLength: MAX_ANSWER_BYTES });
    return { kind: "answer", answer: new TextAnswer(wire, body, isRepeated) };
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
  readonly #headers: WireAnswer["wireHeaders"];

  constructor(wire: WireAnswer, body: Buffer, isRepeated: boolean) {
    this.status = wire.status;
    this.text = body.toString("utf8");
    this.isRepeated = isRepeated;
    this.#headers = wire.wireHeaders;
  }

  header(name: string): string | undefined {
    const value = this.#headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(", ") : value;
  }
}
