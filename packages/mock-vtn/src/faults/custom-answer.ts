import { ClientGoneError } from "../http/client-gone-error.ts";
import { readBytes, textOf } from "../http/read-json.ts";
import { Refusal } from "../http/refusal.ts";
import type { VtnAnswer } from "../http/vtn-answer.ts";
import type { VtnRequest } from "../http/vtn-request.ts";
import { toResponse } from "../http/web-door.ts";
import { CustomFaultError } from "./custom-fault-error.ts";
import type { CustomFault, FaultyRequest } from "./fault.ts";

const NO_ANSWER: VtnAnswer = { status: 0, headers: {}, body: [], wire: { kind: "reset" } };

/**
 * Lets the author of a rule answer; a network error (`Response.error()`) breaks the connection.
 *
 * @param answerNormally - the VTN's own answer
 * @throws {CustomFaultError} if the author's function fails
 */
export async function customAnswer(
  { answer: makeAnswer }: CustomFault,
  request: VtnRequest,
  maxBodyBytes: number,
  answerNormally: (request: VtnRequest) => Promise<VtnAnswer>,
): Promise<VtnAnswer> {
  const shared = readableTwice(request);
  const { method, path, query, header } = shared;
  const asked: FaultyRequest = {
    method,
    path,
    query,
    header,
    text: async () => textOf(await readBytes(shared, maxBodyBytes)),
  };
  try {
    const response = await makeAnswer(asked, async () => toResponse(await answerNormally(shared)));
    if (response.type === "error") return NO_ANSWER;
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: [new Uint8Array(await response.arrayBuffer())],
    };
  } catch (error) {
    if (error instanceof Refusal || error instanceof ClientGoneError) throw error;
    throw new CustomFaultError(error);
  }
}

/** A request whose body the author of a rule may read, and the VTN as well. */
function readableTwice(request: VtnRequest): VtnRequest {
  let reading: Promise<Uint8Array | undefined> | undefined;
  return {
    ...request,
    async readBody(maxBytes) {
      reading ??= request.readBody(maxBytes);
      const body = await reading;
      return body !== undefined && body.byteLength > maxBytes ? undefined : body;
    },
  };
}
