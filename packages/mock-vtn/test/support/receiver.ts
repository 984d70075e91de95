import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";

/** One call that a receiver got. */
export interface ReceivedCall {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly body: string;
}

/** What a receiver does with a call; `echo` is set at a challenge. */
export type Answer = (outgoing: ServerResponse, call: ReceivedCall, echo: string | null) => void;

/** Answers as a good receiver does. */
export const accept: Answer = (outgoing, _call, echo) => outgoing.end(echo ?? "");

/** Answers everything with one status. */
export const refuse =
  (status: number): Answer =>
  (outgoing) => {
    outgoing.writeHead(status).end();
  };

/** A receiver of notifications on a free port; `answer` may be exchanged at any time. */
export async function startReceiver(options: { tls?: { key: string; cert: string } } = {}) {
  const calls: ReceivedCall[] = [];
  const receiver = { calls, answer: accept };
  const listener = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    let body = "";
    for await (const chunk of incoming) body += chunk;
    const { method = "", url: path = "", headers } = incoming;
    const { authorization, "content-type": contentType } = headers;
    const call = { method, path, authorization, contentType, body };
    calls.push(call);
    const echo = new URL(path, "http://localhost").searchParams.get("echo");
    receiver.answer(outgoing, call, method === "GET" ? echo : null);
  };
  const server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return Object.assign(receiver, {
    port,
    url: `${options.tls ? "https" : "http"}://localhost:${port}/callback`,
    close,
    [Symbol.asyncDispose]: close,
  });
}
