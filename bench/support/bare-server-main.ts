// The least that a VTN could do with a report: parse it and say so.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { serveBench } from "./serve-bench.ts";

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    JSON.parse(Buffer.concat(chunks).toString());
    response.writeHead(201, { "content-type": "application/json" });
    response.end("{}");
  });
});
server.listen(0, "127.0.0.1", () => {
  serveBench(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
