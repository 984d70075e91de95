import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ManualClock, RecordingLogger } from "@ven/core/testing";
import { MOCK_VTN_LOG } from "@ven/mock-vtn";
import { expect, it } from "vitest";
import { nodeListener } from "../../src/http/node-door.ts";
import type { VtnAnswer } from "../../src/http/vtn-answer.ts";
import type { VtnRequest } from "../../src/http/vtn-request.ts";

/** A node:http server whose requests are answered as told. */
async function serve(answer: (request: VtnRequest) => Promise<VtnAnswer>) {
  const logger = new RecordingLogger();
  const server = createServer(nodeListener(answer, { clock: new ManualClock(), logger }));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    logger,
    [Symbol.dispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

it("sends the parts of a body one after the other, with their length", async () => {
  using served = await serve(async () => ({
    status: 201,
    headers: { "x-a": "b" },
    body: ["Ærø ", Buffer.from("東")],
  }));
  const got = await fetch(served.url);
  expect([got.status, got.headers.get("x-a"), got.headers.get("content-length")]).toEqual([
    201,
    "b",
    "9",
  ]);
  expect(await got.text()).toBe("Ærø 東");
});

it("sends an answer without a body", async () => {
  using served = await serve(async () => ({ status: 204, headers: {}, body: [] }));
  expect((await fetch(served.url)).status).toBe(204);
});

it("hands on method, path, query, origin, headers and body", async () => {
  let seen: object = {};
  using served = await serve(async (request) => {
    const { method, path, query, origin } = request;
    const body = String(Buffer.from((await request.readBody(5)) ?? "over"));
    seen = { method, path, query, origin, header: request.header("x-odd"), body };
    return { status: 200, headers: {}, body: [] };
  });
  const { url } = served;
  const headers = { "x-odd": "1" };
  await fetch(`${url}/a%20b?c=d?e`, { method: "PUT", headers, body: "12345" });
  expect(seen).toEqual({
    method: "PUT",
    path: "/a%20b",
    query: "c=d?e",
    origin: url,
    header: "1",
    body: "12345",
  });
  await fetch(url, { method: "POST", body: "123456" });
  expect(seen).toMatchObject({ path: "/", query: "", header: undefined, body: "over" });
});

it("logs an answer that cannot be sent, ends the connection, and goes on", async () => {
  let value = "two\nlines";
  using served = await serve(async () => ({
    status: 200,
    headers: { "x-a": value },
    body: ["on"],
  }));
  await expect(fetch(served.url)).rejects.toThrow("fetch failed");
  expect(served.logger.messages("error")).toEqual([MOCK_VTN_LOG.failed]);
  value = "one line";
  expect(await (await fetch(served.url)).text()).toBe("on");
});
