import { type AddressInfo, createServer, type Socket } from "node:net";
import { Aedes, type AedesOptions } from "aedes";

/** An MQTT broker on a free port, or on one given. */
export async function startBroker(options: AedesOptions & { readonly port?: number } = {}) {
  const { port: wantedPort = 0, ...aedesOptions } = options;
  const broker = await Aedes.createBroker(aedesOptions);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    broker.handle(socket);
  });
  await new Promise<void>((resolve) => server.listen(wantedPort, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await new Promise<void>((resolve) => broker.close(resolve));
  };
  return {
    broker,
    port,
    url: `mqtt://127.0.0.1:${port}`,
    /** Breaks every connection; clients come back by themselves. */
    dropConnections: () => {
      for (const socket of sockets) socket.destroy();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
