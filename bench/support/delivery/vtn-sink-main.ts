// A VTN that keeps nothing: answers every report with the same text, as cheaply as a server can, and
// everything else with what it was sent and an id. Its CPU is not measured, but it shares the machine.
import { type AddressInfo, createServer, type Socket } from "node:net";

const now = "2025-01-16T14:00:00Z";
const facts = { createdDateTime: now, modificationDateTime: now, clientID: "bench" };
const reportAnswer = answer(
  201,
  JSON.stringify({ id: "report-1", objectType: "REPORT", ...facts }),
);

let reportCount = 0;
let objectCount = 0;

const server = createServer({ noDelay: true }, (socket: Socket) => {
  let parts: Buffer[] = [];
  let byteCount = 0;
  let wanted = 0;
  socket.on("error", () => undefined);
  socket.on("data", (part: Buffer) => {
    parts.push(part);
    byteCount += part.length;
    if (byteCount < wanted) return;
    let received: Buffer = parts.length === 1 ? part : Buffer.concat(parts);
    for (;;) {
      const headEnd = received.indexOf("\r\n\r\n");
      wanted = headEnd < 0 ? 0 : headEnd + 4 + lengthOf(received, headEnd);
      if (headEnd < 0 || received.length < wanted) break;
      socket.write(answerTo(received.subarray(0, wanted), headEnd));
      received = received.subarray(wanted);
      wanted = 0;
    }
    parts = received.length === 0 ? [] : [received];
    byteCount = received.length;
  });
});

function lengthOf(received: Buffer, headEnd: number): number {
  const head = received.toString("latin1", 0, headEnd);
  return Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? "0");
}

function answerTo(request: Buffer, headEnd: number): Buffer {
  const lineEnd = request.indexOf("\r\n");
  const [method = "", target = ""] = request.toString("latin1", 0, lineEnd).split(" ");
  const path = target.split("?")[0] ?? "";
  if (method === "POST" && path.endsWith("/reports")) {
    reportCount += 1;
    return reportAnswer;
  }
  if (method === "GET") {
    const id = /\/events\/([^/]+)$/.exec(path)?.[1];
    if (id === undefined) return answer(200, "[]");
    const event = { id, objectType: "EVENT", programID: "program-1", intervals: [], ...facts };
    return answer(200, JSON.stringify(event));
  }
  objectCount += 1;
  const sent = JSON.parse(request.toString("utf8", headEnd + 4)) as object;
  const objectType = path.endsWith("/vens") ? "VEN" : "RESOURCE";
  const object = { ...sent, ...facts, objectType, id: `object-${objectCount}` };
  return answer(201, JSON.stringify(object));
}

function answer(status: number, text: string): Buffer {
  return Buffer.from(
    `HTTP/1.1 ${status} OK\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: keep-alive\r\n\r\n${text}`,
  );
}

server.listen(0, "127.0.0.1", () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.once("disconnect", () => process.exit());
process.on("message", (message) => {
  if (message === "count") process.send?.({ reportCount });
});
