// A server that answers every POST with the same report, and does as little as a server can: its
// CPU is not measured, but it shares the machine with what is.

import { type AddressInfo, createServer, type Socket } from "node:net";

const [answerText = "{}"] = process.argv.slice(2);
const answer = Buffer.from(
  `HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(answerText)}\r\nConnection: keep-alive\r\n\r\n${answerText}`,
);

let requestCount = 0;

const server = createServer({ noDelay: true }, (socket: Socket) => {
  let received: Buffer = Buffer.alloc(0);
  socket.on("error", () => undefined);
  socket.on("data", (part: Buffer) => {
    received = received.length === 0 ? part : Buffer.concat([received, part]);
    for (let end = endOfRequest(received); end > 0; end = endOfRequest(received)) {
      received = received.subarray(end);
      requestCount += 1;
      socket.write(answer);
    }
  });
});

/** Where the first request ends; 0 if it is not all there. */
function endOfRequest(received: Buffer): number {
  const headEnd = received.indexOf("\r\n\r\n");
  if (headEnd < 0) return 0;
  const head = received.toString("latin1", 0, headEnd);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? "0";
  const end = headEnd + 4 + Number(length);
  return received.length < end ? 0 : end;
}

server.listen(0, "127.0.0.1", () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.once("disconnect", () => process.exit());
process.on("message", (message) => {
  if (message === "count") process.send?.({ requestCount });
  if (message === "stop") process.exit();
});
