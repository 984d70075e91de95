import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

/** A proxy on this machine that takes whatever host it is asked for to one port of this machine. */
export interface TestProxy extends AsyncDisposable {
  readonly port: number;
  /** What it was asked: `CONNECT host:port authorization`, or `GET http://host/path authorization`. */
  readonly asked: readonly string[];
}

/** @param refuseWith - the status that it answers with instead of doing what it is asked */
export async function startProxy(targetPort: number, refuseWith?: number): Promise<TestProxy> {
  const asked: string[] = [];
  const open = new Set<Socket>();
  const note = ({ method, url, headers }: IncomingMessage) => {
    asked.push(`${method} ${url} ${headers["proxy-authorization"] ?? "-"}`);
  };
  const server = createServer((request, response) => {
    note(request);
    response.setHeader("x-host", request.headers.host ?? "");
    response.writeHead(refuseWith ?? 200, { "content-type": "application/json" }).end("{}");
  });
  server.on("connection", (socket) => open.add(socket));
  server.on("connect", (request, socket) => {
    note(request);
    socket.on("error", () => undefined);
    if (refuseWith !== undefined) {
      socket.end(`HTTP/1.1 ${refuseWith} No\r\n\r\n`);
      return;
    }
    const target = connect(targetPort, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      target.pipe(socket).pipe(target);
    });
    target.on("error", () => undefined);
    open.add(target);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
