import { createServer, type ServerOptions } from "node:https";
import type { AddressInfo } from "node:net";

/** A VTN over TLS that answers everything with `{}`. */
export interface TlsServer extends AsyncDisposable {
  readonly port: number;
  /** Requests so far: method, path, and the name on the client's certificate. */
  readonly requests: readonly { readonly line: string; readonly clientName: string | undefined }[];
}

/** Starts one on a free loopback port. */
export async function startTlsServer(options: ServerOptions): Promise<TlsServer> {
  const requests: { line: string; clientName: string | undefined }[] = [];
  const server = createServer(options, (request, response) => {
    const { subject } = (request.socket as import("node:tls").TLSSocket).getPeerCertificate();
    requests.push({ line: `${request.method} ${request.url}`, clientName: subject?.CN });
    request.resume();
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
