import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { type Clock, describeError, type Logger } from "@ven/core";
import { sendWireFault } from "../faults/send-wire-fault.ts";
import { MOCK_VTN_LOG } from "../mock-vtn-log.ts";
import { ClientGoneError } from "./client-gone-error.ts";
import { Refusal } from "./refusal.ts";
import type { VtnAnswer } from "./vtn-answer.ts";
import type { VtnRequest } from "./vtn-request.ts";

/** Host and port of a `Host` header. */
const HOST = /^(?:[A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;

/** Makes what a node:http server calls with each request. */
export function nodeListener(
  answerTo: (request: VtnRequest) => Promise<VtnAnswer>,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): RequestListener {
  return async (incoming, outgoing) => {
    try {
      const answer = await answerTo(fromIncoming(incoming));
      if (answer.wire === undefined) sendAnswer(answer, outgoing);
      else sendWireFault(answer.wire, answer, outgoing, clock);
    } catch (error) {
      if (error instanceof Refusal) sendAnswer(error.toAnswer(), outgoing);
      else {
        // Where it is no client that went away, the answer could not be sent.
        if (!(error instanceof ClientGoneError)) {
          logger.error({ reason: describeError(error) }, MOCK_VTN_LOG.failed);
        }
        outgoing.destroy();
      }
    }
  };
}

/**
 * A request of node:http, read without a detour through the web's types.
 *
 * @throws {Refusal} if it makes no sense
 */
export function fromIncoming(incoming: IncomingMessage): VtnRequest {
  const { method = "GET", headers } = incoming;
  const host = headers.host ?? "localhost";
  // A client may write the whole address, as it would to a proxy (RFC 9112, 3.2.2).
  const address = (incoming.url ?? "/").replace(/^https?:\/\/[^/?#]+(?=\/)/i, "");
  if (!HOST.test(host) || !address.startsWith("/")) {
    throw new Refusal(400, "this is no HTTP request that a VTN understands");
  }
  const queryAt = address.indexOf("?");
  return {
    method,
    path: queryAt === -1 ? address : address.slice(0, queryAt),
    query: queryAt === -1 ? "" : address.slice(queryAt + 1),
    origin: `http://${host}`,
    header(name) {
      const value = headers[name];
      return typeof value === "string" ? value : value?.[0];
    },
    readBody: (maxBytes) => readBody(incoming, maxBytes),
  };
}

/** Sends an answer. */
export function sendAnswer(answer: VtnAnswer, outgoing: ServerResponse): void {
  const { status, headers, body } = answer;
  const length = body.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  outgoing.writeHead(status, { ...headers, "content-length": length });
  const last = body.length - 1;
  outgoing.cork();
  for (let index = 0; index < last; index += 1) outgoing.write(body[index]);
  outgoing.end(body[last]);
  outgoing.uncork();
}

function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Uint8Array | undefined> {
  if (Number(incoming.headers["content-length"] ?? 0) > maxBytes) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let byteCount = 0;
    const onData = (chunk: Uint8Array) => {
      byteCount += chunk.byteLength;
      if (byteCount <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      // The rest is read and thrown away, so that the client gets to read the answer.
      incoming.off("data", onData).resume();
      resolve(undefined);
    };
    incoming.on("data", onData);
    incoming.once("end", () => {
      resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, byteCount));
    });
    incoming.once("close", () => {
      if (!incoming.complete) reject(new ClientGoneError("the client has gone"));
    });
    // An error is followed by the close.
    incoming.on("error", () => undefined);
  });
}
