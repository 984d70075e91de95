import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A server that answers as a test tells it. */
export interface HostileServer extends AsyncDisposable {
  readonly vtnUrl: string;
  /** Requests so far, in order. */
  readonly requests: readonly { method: string; url: string; body: string }[];
  /** Connections that are open now. */
  openSockets(): Promise<number>;
}

/** Starts a server on a free loopback port that answers by `behave`. */
export async function startHostileServer(
  behave: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<HostileServer> {
  const requests: { method: string; url: string; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      requests.push({ method: request.method ?? "", url: request.url ?? "", body });
      behave(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    vtnUrl: `http://127.0.0.1:${port}/openadr3`,
    requests,
    openSockets: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers with JSON. */
export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
