import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:net";
import { deflateSync, gzipSync } from "node:zlib";
import { VtnHttp, type VtnRequest } from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import { failureOf } from "../support/failure-of.ts";
import { startHostileServer } from "../support/hostile-server.ts";

const get: VtnRequest = { method: "GET", path: "/programs" };

/** A server that answers every connection with these bytes, then closes it. */
async function startRawServer(bytes: string): Promise<{ vtnUrl: string; server: Server }> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => socket.end(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { vtnUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

describe.each(["plain", "fast"] as const)("answers, %s transport", (transport) => {
  it("are unpacked when they are gzip, in any spelling of the header", async () => {
    const packed = gzipSync('[{"programName":"Wärme"}]');
    const encodings = ["gzip", "x-gzip", "GZIP"];
    await using server = await startHostileServer((_, response) =>
      response.writeHead(200, { "content-encoding": encodings.shift() }).end(packed),
    );
    await using http = new VtnHttp({ transport, vtnUrl: server.vtnUrl });
    for (let each = 0; each < 3; each += 1) {
      expect((await http.request(get)).text).toBe('[{"programName":"Wärme"}]');
    }
  });

  it("that are packed in a way that was not asked for are refused by name", async () => {
    await using server = await startHostileServer((_, response) =>
      response.writeHead(200, { "content-encoding": "deflate" }).end(deflateSync("{}")),
    );
    await using http = new VtnHttp({ transport, vtnUrl: server.vtnUrl });
    expect(await failureOf(http.request(get))).toMatchObject({
      reason: "ANSWER_ENCODING",
      isAmbiguous: true,
      isRetryable: false,
      message: expect.stringContaining("packed as deflate"),
    });
    expect(server.requests).toHaveLength(1);
  });

  it("that are no gzip though they say so, or only part of it, are refused", async () => {
    const bodies = [Buffer.from("{}"), gzipSync("x".repeat(9_000)).subarray(0, 20)];
    await using server = await startHostileServer((_, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(bodies.shift()),
    );
    await using http = new VtnHttp({ transport, vtnUrl: server.vtnUrl });
    for (let each = 0; each < 2; each += 1) {
      expect(await failureOf(http.request(get))).toMatchObject({ reason: "ANSWER_ENCODING" });
    }
  });

  it("need no content, whatever their encoding", async () => {
    await using server = await startHostileServer((_, response) =>
      response.writeHead(204, { "content-encoding": "gzip" }).end(),
    );
    await using http = new VtnHttp({ transport, vtnUrl: server.vtnUrl });
    expect(await http.request(get)).toMatchObject({ status: 204, text: "" });
  });

  it("come with their headers, by name in any case, repeated ones joined", async () => {
    await using server = await startHostileServer((_, response) =>
      response.writeHead(200, { "X-Many": ["a", "b"], "Retry-After": "7" }).end("{}"),
    );
    await using http = new VtnHttp({ transport, vtnUrl: server.vtnUrl });
    const answer = await http.request(get);
    expect(answer.header("x-many")).toBe("a, b");
    expect(answer.header("RETRY-AFTER")).toBe("7");
    expect(answer.header("x-none")).toBeUndefined();
  });

  it.each([
    ["more than 16 KiB of headers", `HTTP/1.1 200 OK\r\nx: ${"x".repeat(20_000)}\r\n\r\n`],
    ["too many headers", `HTTP/1.1 200 OK\r\n${"a: b\r\n".repeat(9_000)}\r\n`],
    ["no HTTP at all", "SSH-2.0-OpenSSH_9.2\r\n"],
    ["less than they say", "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{}"],
    ["a broken chunk", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n"],
    ["two lengths", "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}"],
    ["nothing", ""],
  ])("that hold %s are failures, not answers", async (_, bytes) => {
    const { vtnUrl, server } = await startRawServer(bytes);
    const http = new VtnHttp({ transport, vtnUrl, maxAttempts: 1 });
    const error = await failureOf(http.request(get));
    expect(error).toMatchObject({ isAmbiguous: true });
    expect(error.message.length).toBeLessThan(500);
    await http.close();
    await new Promise((resolve) => server.close(resolve));
  });
});

describe.each(["plain", "fast"] as const)("requests, %s transport", (transport) => {
  it("go out with their query, a list repeated, what is undefined left out", async () => {
    await using server = await startHostileServer((_, response) => response.end("{}"));
    await using http = new VtnHttp({ transport, vtnUrl: server.vtnUrl });
    const targets = ["a&b=c", "ø"];
    await http.request({ ...get, query: { targets, skip: 0, active: true, none: undefined } });
    await http.request({ ...get, query: { none: undefined } });
    expect(server.requests.map(({ url }) => url)).toEqual([
      "/openadr3/programs?targets=a%26b%3Dc&targets=%C3%B8&skip=0&active=true",
      "/openadr3/programs",
    ]);
  });

  it("go out as JSON, as ready-made JSON, as a form, or with no body", async () => {
    const types: (string | undefined)[] = [];
    await using server = await startHostileServer((request, response) => {
      types.push(request.headers["content-type"]);
      response.end("{}");
    });
    await using http = new VtnHttp({ transport, vtnUrl: server.vtnUrl });
    const post = { method: "POST", path: "/reports" } as const;
    await http.request({ ...post, body: { name: "Ærø" } });
    await http.request({ ...post, encodedBody: '{"ready" : 1}' });
    await http.request({ ...post, form: { a: "1 2", b: "&" } });
    await http.request({ method: "DELETE", path: "/reports/1" });
    expect(server.requests.map(({ method, body }) => [method, body])).toEqual([
      ["POST", '{"name":"Ærø"}'],
      ["POST", '{"ready" : 1}'],
      ["POST", "a=1+2&b=%26"],
      ["DELETE", ""],
    ]);
    expect(types).toEqual([
      "application/json",
      "application/json",
      "application/x-www-form-urlencoded",
      undefined,
    ]);
  });

  it("say what they accept and who sends them, and carry the token that they bring", async () => {
    const seen: Record<string, unknown>[] = [];
    await using server = await startHostileServer((request, response) => {
      const { accept, authorization } = request.headers;
      const encoding = request.headers["accept-encoding"];
      seen.push({ accept, encoding, agent: request.headers["user-agent"], authorization });
      response.end("{}");
    });
    await using http = new VtnHttp({ transport, vtnUrl: server.vtnUrl, bearerToken: "shared" });
    await http.request(get);
    await http.request({ ...get, bearerToken: "own" });
    await http.request({ ...get, authorization: "Basic abc" });
    const same = { accept: "application/json", encoding: "gzip", agent: "ven-vtn-client" };
    expect(seen).toEqual([
      { ...same, authorization: "Bearer shared" },
      { ...same, authorization: "Bearer own" },
      { ...same, authorization: "Basic abc" },
    ]);
  });

  it.each([
    "programs",
    "https://evil.example.com/programs",
    "//evil.example.com",
    "@evil.example.com/programs",
    ".evil.example.com/programs",
    "/programs?x=1",
    "/programs#x",
    "/../auth",
    "/programs/..",
    "/programs/./1",
    "/pro grams",
    "/programs\r\nx: y",
    "/programs\\1",
    `/${"x".repeat(2_048)}`,
  ])("are not sent to %o, which could lead elsewhere", async (path) => {
    await using server = await startHostileServer((_, response) => response.end("{}"));
    await using http = new VtnHttp({ transport, vtnUrl: server.vtnUrl });
    await expect(http.request({ method: "GET", path })).rejects.toMatchObject({
      code: "INVALID_VALUE",
    });
    expect(server.requests).toHaveLength(0);
  });
});
