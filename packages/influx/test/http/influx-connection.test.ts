import { getEventListeners } from "node:events";
import type { ServerResponse } from "node:http";
import { createServer, type Server } from "node:net";
import { gzipSync } from "node:zlib";
import { ManualClock } from "@ven/core/testing";
import { openInflux } from "@ven/influx";
import { describe, expect, it, vi } from "vitest";
import { columnsAt, T0, twoPubs } from "../support/named-columns.ts";
import { startRecordingServer } from "../support/recording-server.ts";

const tick = columnsAt(twoPubs, T0, [1, 2, 3, 4]);

/** Waits for something that happens on its own. */
async function until(happened: () => boolean): Promise<void> {
  while (!happened()) await new Promise((resolve) => setTimeout(resolve, 1));
}

describe("a server that does not answer well", () => {
  const behaviours: Record<string, (response: ServerResponse) => void> = {
    "answers nothing": () => undefined,
    "stops after the headers": (response) => void response.writeHead(200).flushHeaders(),
    trickles: (response) => {
      const timer = setInterval(() => response.write(" "), 5);
      response.on("close", () => clearInterval(timer));
    },
  };

  it.each(Object.keys(behaviours))(
    "and %s is given up after timeoutMs, with its socket",
    async (name) => {
      let closedCount = 0;
      await using server = await startRecordingServer((_, response) => {
        response.on("close", () => {
          closedCount += 1;
        });
        behaviours[name]?.(response);
      });
      const clock = new ManualClock();
      await using cache = openInflux({
        version: "1",
        url: server.url,
        database: "d",
        timeoutMs: 5_000,
        clock,
      });
      const failure = cache.write(tick).catch((error: unknown) => error);
      await until(() => server.requests.length === 1);
      await clock.advance(4_999);
      expect(closedCount).toBe(0);
      await clock.advance(1);
      expect(await failure).toMatchObject({
        code: "INFLUX_UNREACHABLE",
        isRetryable: true,
        message: `InfluxDB at ${server.url} gave no whole answer within 5000 ms; check that it runs and is not overloaded, or raise timeoutMs`,
      });
      await until(() => closedCount === 1);
      expect(clock.pendingTimerCount).toBe(0);
    },
  );

  it("is given up as soon as the caller's signal says so, with the signal's reason", async () => {
    let closedCount = 0;
    await using server = await startRecordingServer((_, response) => {
      response.on("close", () => {
        closedCount += 1;
      });
    });
    await using cache = openInflux({ version: "1", url: server.url, database: "d" });
    const calls = [
      (signal: AbortSignal) => cache.write(tick, { signal }),
      (signal: AbortSignal) => cache.ping({ signal }),
      (signal: AbortSignal) => cache.read({ venId: "v", fromMs: 0, toMs: 1, signal }).next(),
    ];
    for (const [index, call] of calls.entries()) {
      const controller = new AbortController();
      const failure = call(controller.signal).catch((error: unknown) => error);
      await until(() => server.requests.length === index + 1);
      controller.abort(new Error("enough"));
      expect(await failure).toMatchObject({ message: "enough" });
      await until(() => closedCount === index + 1);
      await expect(call(controller.signal)).rejects.toThrow("enough");
    }
    expect(server.requests).toHaveLength(calls.length);
  });

  it.each([
    ["cut off in the answer", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"],
    ["no HTTP", "hello\r\n\r\n"],
    ["gone", ""],
  ])("and is %s cannot have taken the readings for sure", async (_, bytes) => {
    const server: Server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => socket.end(bytes));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { readonly port: number };
    await using cache = openInflux({
      version: "1",
      url: `http://127.0.0.1:${port}`,
      database: "d",
    });
    await expect(cache.write(tick)).rejects.toMatchObject({
      code: "INFLUX_UNREACHABLE",
      isRetryable: true,
    });
    server.close();
  });

  it("and says too much is not listened to", async () => {
    await using server = await startRecordingServer((_, response) =>
      response.end("x".repeat(70_000)),
    );
    await using cache = openInflux({ version: "1", url: server.url, database: "d" });
    await expect(cache.write(tick)).rejects.toMatchObject({
      code: "INFLUX_ANSWER_INVALID",
      message: expect.stringContaining("is over 65536 bytes"),
    });
  });

  it.each([
    ["application/json", 400, "INFLUX_REFUSED"],
    ["text/html", 502, "INFLUX_UNAVAILABLE"],
  ])(
    "and says no in too many words of %s is told by its status alone",
    async (type, status, code) => {
      let offeredBytes = 0;
      await using server = await startRecordingServer((_, response) => {
        response.writeHead(status, { "content-type": type });
        const offer = () => {
          offeredBytes += 65_536;
          response.write("x".repeat(65_536), (error) => error ?? offer());
        };
        offer();
      });
      const clock = new ManualClock();
      await using cache = openInflux({ version: "1", url: server.url, database: "d", clock });
      const error = (await cache.write(tick).catch((e: unknown) => e)) as Error;
      expect(error).toMatchObject({ code, status });
      expect(error.message).toContain(`answered ${status};`);
      expect(offeredBytes).toBeLessThan(32 * 1_048_576);
    },
  );

  it("and stops in the middle of a refusal is given up after timeoutMs", async () => {
    await using server = await startRecordingServer((_, response) =>
      response.writeHead(400, { "content-type": "application/json" }).flushHeaders(),
    );
    const clock = new ManualClock();
    await using cache = openInflux({ version: "1", url: server.url, database: "d", clock });
    const failure = cache.write(tick).catch((error: unknown) => error);
    await until(() => server.requests.length === 1);
    await clock.advance(10_000);
    expect(await failure).toMatchObject({ code: "INFLUX_UNREACHABLE" });
  });

  it("and breaks off in the middle of a refusal has refused", async () => {
    await using server = await startRecordingServer((_, response) => {
      response.writeHead(503, { "content-type": "application/json" });
      response.write('{"error":', () => response.destroy());
    });
    await using cache = openInflux({ version: "1", url: server.url, database: "d" });
    await expect(cache.write(tick)).rejects.toMatchObject({
      code: "INFLUX_UNAVAILABLE",
      status: 503,
    });
  });

  it.each([
    [302, "INFLUX_MISCONFIGURED", false, "redirects are not followed"],
    [400, "INFLUX_REFUSED", false, "correct what the server names"],
    [401, "INFLUX_MISCONFIGURED", false, "check the token"],
    [403, "INFLUX_MISCONFIGURED", false, "check the token"],
    [404, "INFLUX_MISCONFIGURED", false, "check the address"],
    [413, "INFLUX_REFUSED", false, "correct what the server names"],
    [422, "INFLUX_REFUSED", false, "correct what the server names"],
    [429, "INFLUX_UNAVAILABLE", true, "try again later"],
    [500, "INFLUX_UNAVAILABLE", true, "try again later"],
    [503, "INFLUX_UNAVAILABLE", true, "try again later"],
  ])("and answers %i is told as %s", async (status, code, isRetryable, remedy) => {
    const words = `it is\u001b[31m ${"so ".repeat(200)}`;
    await using server = await startRecordingServer((_, response) =>
      response.writeHead(status, { location: "http://169.254.169.254/" }).end(words),
    );
    await using cache = openInflux({ version: "2", url: server.url, org: "o", bucket: "fleet" });
    const error = (await cache.write(tick).catch((e: unknown) => e)) as Error;
    expect(error).toMatchObject({ name: "InfluxError", code, status, isRetryable });
    expect(error.message).toMatch(
      `cannot write readings to bucket fleet: InfluxDB at ${server.url} answered ${status} (it is [31m so so`,
    );
    expect(error.message).toContain(remedy);
    expect(error.message.length).toBeLessThan(600);
    expect(server.requests).toHaveLength(1);
  });
});

describe("a closed cache", () => {
  it("ends what is under way, and takes nothing more", async () => {
    await using server = await startRecordingServer(() => undefined);
    const cache = openInflux({ version: "1", url: server.url, database: "d" });
    const failures = [cache.write(tick), cache.markDelivered(tick), cache.ping()].map((call) =>
      call.catch((error: unknown) => error),
    );
    await until(() => server.requests.length === 2);
    await cache[Symbol.asyncDispose]();
    await cache[Symbol.asyncDispose]();
    for (const failure of failures) expect(await failure).toMatchObject({ code: "INFLUX_CLOSED" });
    await expect(cache.write(tick)).rejects.toMatchObject({
      code: "INFLUX_CLOSED",
      message: `the cache at ${server.url} is closed`,
    });
    expect(server.requests).toHaveLength(2);
  });

  it("ends what still waits for a socket, without sending it", async () => {
    await using server = await startRecordingServer(() => undefined);
    const cache = openInflux({ version: "1", url: server.url, database: "d" });
    const failures = Array.from({ length: 9 }, () => cache.ping().catch((error: unknown) => error));
    await until(() => server.requests.length === 4);
    await cache[Symbol.asyncDispose]();
    for (const failure of failures) expect(await failure).toMatchObject({ code: "INFLUX_CLOSED" });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(server.requests).toHaveLength(4);
  });
});

describe("a server that answers", () => {
  it("may have a base path that the client would drop, and nothing is printed of it", async () => {
    const printed = vi.spyOn(console, "warn");
    await using server = await startRecordingServer();
    const url = `${server.url}/base/api/v2`;
    await using cache = openInflux({ version: "2", url, org: "o", bucket: "b" });
    await cache.write(tick);
    expect(server.requests.map(({ path }) => path)).toEqual([
      "/base/api/v2/api/v2/write?org=o&bucket=b&precision=ms",
    ]);
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
  });

  it("may pack its answer, but not to hide how much it says", async () => {
    await using server = await startRecordingServer((_, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("x".repeat(70_000))),
    );
    await using cache = openInflux({ version: "1", url: server.url, database: "d" });
    await expect(cache.write(tick)).rejects.toMatchObject({ code: "INFLUX_ANSWER_INVALID" });
  });

  it("leaves no timer and no listener behind", async () => {
    await using server = await startRecordingServer();
    const clock = new ManualClock();
    await using cache = openInflux({ version: "1", url: server.url, database: "d", clock });
    const { signal } = new AbortController();
    await cache.ping({ signal });
    await cache.write(tick, { signal });
    expect(clock.pendingTimerCount).toBe(0);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});
