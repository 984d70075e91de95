import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A way to a server of this machine that can be cut, as the end of a process cuts its connections. */
export interface CuttableLine {
  readonly port: number;
  /** Ends every connection at once; no other is let through. Asking twice is harmless. */
  cut(): void;
}

/** Opens a line to a port of this machine. */
export async function cuttableLine(targetPort: number): Promise<CuttableLine> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(targetPort, "127.0.0.1");
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      from.pipe(to);
      // One end takes the other with it, also where a fault of the server resets it.
      from.on("error", () => to.resetAndDestroy());
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    cut() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
