import { inspect } from "node:util";
import { authenticatedExchange, VtnHttp } from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import { failureOf } from "../support/failure-of.ts";
import { answerJson, startHostileServer } from "../support/hostile-server.ts";
import { startTokenVtn } from "../support/token-vtn.ts";

const get = { method: "GET", path: "/programs", query: { limit: 1 } } as const;
const post = { method: "POST", path: "/reports", body: { a: 1 } } as const;

describe.each(["plain", "fast"] as const)("axios interceptors, %s transport", (transport) => {
  it("see each request and answer, and may add headers and change the body", async () => {
    const headers: Record<string, unknown>[] = [];
    await using server = await startHostileServer((request, response) => {
      headers.push({
        trace: request.headers["traceparent"],
        length: request.headers["content-length"],
      });
      answerJson(response, 201, { ok: true });
    });
    await using http = new VtnHttp({ transport, vtnUrl: server.vtnUrl, bearerToken: "t0ken" });
    const seen: unknown[] = [];
    http.interceptors.request.use((config) => {
      seen.push([config.method, config.url, config.data, config.headers.get("authorization")]);
      config.headers.set("Traceparent", "00-1");
      if (config.data !== undefined) config.data = '{"a":2,"signed":true}';
      return config;
    });
    http.interceptors.response.use((response) => {
      seen.push([response.status, String(response.data), response.headers["content-type"]]);
      return response;
    });
    expect((await http.request(get)).status).toBe(201);
    expect((await http.request(post)).text).toBe('{"ok":true}');
    expect(server.requests.map(({ method, url, body }) => [method, url, body])).toEqual([
      ["GET", "/openadr3/programs?limit=1", ""],
      ["POST", "/openadr3/reports", '{"a":2,"signed":true}'],
    ]);
    expect(headers).toEqual([
      { trace: "00-1", length: undefined },
      { trace: "00-1", length: "21" },
    ]);
    const answered = [201, '{"ok":true}', "application/json"];
    expect(seen).toEqual([
      ["get", "/openadr3/programs?limit=1", undefined, "Bearer t0ken"],
      answered,
      ["post", "/openadr3/reports", '{"a":1}', "Bearer t0ken"],
      answered,
    ]);
  });

  it("see a body of bytes as bytes, and may make others of it", async () => {
    await using server = await startHostileServer((_, response) => answerJson(response, 201, {}));
    await using http = new VtnHttp({ transport, vtnUrl: server.vtnUrl });
    const seen: unknown[] = [];
    http.interceptors.request.use((config) => {
      seen.push(config.data);
      return config;
    });
    const encodedBody = new TextEncoder().encode('{"a":1}');
    await http.request({ method: "POST", path: "/reports", encodedBody });
    http.interceptors.request.use((config) => ({
      ...config,
      data: new TextEncoder().encode('{"a":"ø"}'),
    }));
    await http.request({ method: "POST", path: "/reports", encodedBody });
    expect(seen[0]).toBe(encodedBody);
    expect(server.requests.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":"ø"}']);
  });

  it("cannot send a request elsewhere, nor answer in the VTN's stead", async () => {
    await using other = await startHostileServer((_, response) => response.end("{}"));
    await using server = await startHostileServer((_, response) => response.end("{}"));
    await using http = new VtnHttp({ transport, vtnUrl: server.vtnUrl, maxAttempts: 1 });
    const id = http.interceptors.request.use((config) => ({
      ...config,
      baseURL: other.vtnUrl,
      url: "/elsewhere",
      params: { x: 1 },
    }));
    await http.request(get);
    expect(other.requests).toHaveLength(0);
    expect(server.requests.map(({ url }) => url)).toEqual(["/openadr3/programs?limit=1"]);
    http.interceptors.request.eject(id);
    http.interceptors.request.use((config) => ({
      ...config,
      adapter: async () => ({ data: "", status: 200, statusText: "", headers: {}, config }),
    }));
    const error = await failureOf(http.request(get));
    expect(error).toMatchObject({ reason: "INTERCEPTOR", isRetryable: false });
    expect(error.message).toContain("in the VTN's stead");
    expect(server.requests).toHaveLength(1);
  });

  it("that fail are failures of the request, and unsent if it was not", async () => {
    await using server = await startHostileServer((_, response) => response.end("{}"));
    await using http = new VtnHttp({ transport, vtnUrl: server.vtnUrl, maxAttempts: 1 });
    const id = http.interceptors.request.use(() => Promise.reject(new Error("no signature")));
    expect(await failureOf(http.request(post))).toMatchObject({
      reason: "INTERCEPTOR",
      isAmbiguous: false,
      isRetryable: false,
      message: expect.stringContaining("an axios interceptor failed: no signature"),
    });
    http.interceptors.request.eject(id);
    http.interceptors.response.use(() => Promise.reject(new Error("bad signature")));
    expect(await failureOf(http.request(post))).toMatchObject({ isAmbiguous: true });
    expect(server.requests).toHaveLength(1);
  });

  it("that tell the credential they saw do not make us tell it", async () => {
    await using server = await startHostileServer((_, response) => response.end("{}"));
    await using http = new VtnHttp({ transport, vtnUrl: server.vtnUrl, bearerToken: "canary" });
    http.interceptors.request.use((config) => {
      throw new Error(`cannot sign ${config.headers.get("authorization")}`);
    });
    const error = await failureOf(http.request(post));
    expect(error.message).toContain("cannot sign");
    expect(inspect(error, { depth: 9 }) + error.stack).not.toContain("canary");
  });

  it("do not hide what the network says", async () => {
    await using server = await startHostileServer((request) => request.socket.destroy());
    await using http = new VtnHttp({ transport, vtnUrl: server.vtnUrl, maxAttempts: 1 });
    http.interceptors.response.use(undefined, () => Promise.reject(new Error("something else")));
    expect(await failureOf(http.request(post))).toMatchObject({
      reason: "ECONNRESET",
      isAmbiguous: true,
    });
  });

  it("are under the same time limits and signals", async () => {
    await using server = await startHostileServer(() => undefined);
    await using http = new VtnHttp({ transport, vtnUrl: server.vtnUrl, totalTimeoutMs: 50 });
    http.interceptors.request.use((config) => config);
    expect(await failureOf(http.request(post))).toMatchObject({ reason: "TIMEOUT" });
    const never = http.interceptors.request.use(() => new Promise(() => undefined));
    const controller = new AbortController();
    const failing = failureOf(http.request(post, { signal: controller.signal }));
    controller.abort();
    expect(await failing).toMatchObject({ reason: "ABORTED", isAmbiguous: false });
    http.interceptors.request.eject(never);
  });

  it("that take their time with an answer are waited for no longer than the caller likes", async () => {
    await using server = await startHostileServer((_, response) => response.end("{}"));
    await using http = new VtnHttp({ transport, vtnUrl: server.vtnUrl });
    const controller = new AbortController();
    http.interceptors.response.use(() => {
      setImmediate(() => controller.abort());
      return new Promise(() => undefined);
    });
    expect(await failureOf(http.request(post, { signal: controller.signal }))).toMatchObject({
      reason: "ABORTED",
      isAmbiguous: true,
    });
  });

  it("are not shown what a token is asked for with", async () => {
    await using vtn = await startTokenVtn();
    await using http = new VtnHttp({ transport, vtnUrl: vtn.vtnUrl });
    const seen: (string | undefined)[] = [];
    http.interceptors.request.use((config) => {
      seen.push(config.url);
      return config;
    });
    const credentials = { clientId: "ven-17", clientSecret: "s3cret" };
    const exchange = authenticatedExchange(http, { kind: "clientCredentials", ...credentials });
    expect((await exchange.request(get)).status).toBe(200);
    expect(vtn.posts).toHaveLength(1);
    expect(seen).toEqual(["/openadr3/programs?limit=1"]);
  });
});
