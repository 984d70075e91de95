import type { ServerResponse } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { ManualClock } from "@ven/core/testing";
import { VtnHttp, type VtnHttpOptions } from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import { failureOf } from "../support/failure-of.ts";
import { startHostileServer } from "../support/hostile-server.ts";
import { reaches } from "../support/reaches.ts";

const get = { method: "GET", path: "/programs" } as const;
const limits = {
  connectTimeoutMs: 100,
  headersTimeoutMs: 200,
  idleTimeoutMs: 300,
  totalTimeoutMs: 1_000,
  maxAttempts: 1,
} as const;

describe.each(["plain", "fast"] as const)("time limits, %s transport", (transport) => {
  function connect(vtnUrl: string, more: Partial<VtnHttpOptions> = {}) {
    const clock = new ManualClock();
    return { clock, http: new VtnHttp({ transport, vtnUrl, clock, ...limits, ...more }) };
  }

  it("give up on a connection whose TLS handshake never ends, after which nothing was sent", async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.on("error", () => undefined).resume();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const { http, clock } = connect(`https://127.0.0.1:${port}`);
    const failing = failureOf(http.request({ ...get, method: "POST", body: {} }));
    await reaches(() => connections, 1);
    await clock.advance(99);
    expect(clock.pendingTimerCount).toBe(1);
    await clock.advance(1);
    expect(await failing).toMatchObject({
      reason: "CONNECT_TIMEOUT",
      isAmbiguous: false,
      message: expect.stringContaining("no connection within 100 ms"),
    });
    await http.close();
    await new Promise((resolve) => server.close(resolve));
  });

  it("are not waited for when all is closed: connections that are not made yet end at once", async () => {
    let open = 0;
    const server = createServer((socket) => {
      open += 1;
      socket.on("error", () => undefined).resume();
      socket.once("close", () => {
        open -= 1;
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const { http } = connect(`https://127.0.0.1:${port}`, { connectTimeoutMs: 600_000 });
    const failing = failureOf(http.request(get));
    await reaches(() => open, 1);
    await http.close();
    expect(await failing).toMatchObject({ reason: "CLOSED", isAmbiguous: false });
    await reaches(() => open, 0);
    await new Promise((resolve) => server.close(resolve));
  });

  it("give up on an answer that does not begin, also under a flood of 1xx", async () => {
    const stops: (() => void)[] = [];
    await using server = await startHostileServer((_, response) => {
      const timer = setInterval(() => response.writeProcessing(), 5);
      stops.push(() => clearInterval(timer));
    });
    const { http, clock } = connect(server.vtnUrl);
    await using _ = http;
    const failing = failureOf(http.request(get));
    await reaches(() => server.requests.length, 1);
    await new Promise((resolve) => setTimeout(resolve, 30));
    await clock.advance(199);
    expect(clock.pendingTimerCount).toBe(1);
    await clock.advance(1);
    expect(await failing).toMatchObject({
      reason: "HEADERS_TIMEOUT",
      isAmbiguous: true,
      message: expect.stringContaining("no answer began within 200 ms"),
    });
    for (const stop of stops) stop();
  });

  it("give up on an answer that pauses, but not on one that goes on", async () => {
    let response: ServerResponse | undefined;
    await using server = await startHostileServer((_, answer) => {
      response = answer;
      answer
        .on("error", () => undefined)
        .writeHead(200)
        .write("[");
    });
    const { http, clock } = connect(server.vtnUrl);
    await using _ = http;
    const failing = failureOf(http.request(get));
    await reaches(() => server.requests.length, 1);
    for (let part = 0; part < 3; part += 1) {
      // The client must have read what was written before time goes on.
      await new Promise((resolve) => setTimeout(resolve, 20));
      await clock.advance(250);
      response?.write("1,");
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
    // 750 ms of 1,000: the total time is over first.
    await clock.advance(249);
    expect(clock.pendingTimerCount).toBe(1);
    await clock.advance(1);
    expect(await failing).toMatchObject({
      reason: "TIMEOUT",
      isAmbiguous: true,
      message: expect.stringContaining("no whole answer within 1000 ms, only the beginning"),
    });
    const paused = failureOf(http.request(get));
    await reaches(() => server.requests.length, 2);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await clock.advance(300);
    expect(await paused).toMatchObject({ reason: "IDLE_TIMEOUT", isAmbiguous: true });
  });

  it("count the pauses before retries and the retries themselves to the total", async () => {
    await using server = await startHostileServer(() => undefined);
    const { http, clock } = connect(server.vtnUrl, {
      headersTimeoutMs: 450,
      maxAttempts: 10,
      random: () => 0.999,
    });
    await using _ = http;
    const failing = failureOf(http.request(get));
    await reaches(() => server.requests.length, 1);
    await clock.advance(450);
    await clock.advance(500);
    await reaches(() => server.requests.length, 2);
    await clock.advance(49);
    expect(clock.pendingTimerCount).toBe(1);
    await clock.advance(1);
    expect(await failing).toMatchObject({ reason: "TIMEOUT" });
    expect(server.requests).toHaveLength(2);
    expect(clock.pendingTimerCount).toBe(0);
  });

  it("do not count the wait for a turn", async () => {
    const answers: ServerResponse[] = [];
    await using server = await startHostileServer((_, response) => answers.push(response));
    const { http, clock } = connect(server.vtnUrl, { maxSockets: 1, headersTimeoutMs: 900 });
    await using _ = http;
    const first = http.request(get);
    const second = http.request(get);
    await reaches(() => answers.length, 1);
    await clock.advance(800);
    answers[0]?.end("{}");
    await first;
    await reaches(() => answers.length, 2);
    await clock.advance(800);
    answers[1]?.end("{}");
    expect((await second).status).toBe(200);
  });

  it.each(["connectTimeoutMs", "headersTimeoutMs", "idleTimeoutMs", "totalTimeoutMs"])(
    "refuse a %s that is out of its range",
    (name) => {
      for (const bad of [0, -1, 600_001, Number.NaN, Number.POSITIVE_INFINITY]) {
        expect(() => connect("http://127.0.0.1", { [name]: bad })).toThrow(name);
      }
    },
  );
});
