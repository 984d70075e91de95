import type { ClientRequest, IncomingMessage, RequestOptions } from "node:http";

/** Largest body of an answer other than 2xx that is read, bytes. */
const MAX_REFUSAL_BYTES = 65_536;

/** `request` of node:http or node:https, as far as the client calls it. */
type SendRequest = (
  options: RequestOptions,
  onAnswer: (answer: IncomingMessage) => void,
) => ClientRequest;

/**
 * Makes a `request` cut off an answer other than 2xx whose body is too large. Of such an answer the client
 * itself keeps all if it says that it is JSON, and reads on to its end whatever it is.
 */
export function withShortRefusals(request: SendRequest): SendRequest {
  return (options, onAnswer) =>
    request(options, (answer) => {
      onAnswer(answer);
      if (answer.statusCode !== undefined && answer.statusCode < 300) return;
      let byteCount = 0;
      answer.on("data", (part: Buffer) => {
        byteCount += part.length;
        if (byteCount > MAX_REFUSAL_BYTES) answer.destroy();
      });
    });
}
