import { connect } from "node:net";

/** What a bare socket saw. */
export interface SocketAnswer {
  readonly bytes: string;
  readonly errorCode?: string;
}

/** Posts JSON over a bare socket and tells how the server ended it: by a reset or in order. */
export function sendOnSocket(url: string, body: unknown): Promise<SocketAnswer> {
  const { hostname, port, pathname } = new URL(url);
  const text = JSON.stringify(body);
  const head = `POST ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\n`;
  return new Promise((resolve) => {
    let answer: SocketAnswer = { bytes: "" };
    const socket = connect(Number(port), hostname, () => {
      socket.write(`${head}Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    });
    socket.on("data", (chunk) => {
      answer = { bytes: answer.bytes + chunk };
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      answer = { ...answer, errorCode: error.code ?? error.message };
    });
    socket.on("close", () => resolve(answer));
  });
}
