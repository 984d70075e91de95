import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { ManualClock } from "@ven/core/testing";
import { VtnHttp } from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import { failureOf } from "../support/failure-of.ts";
import { startHostileServer } from "../support/hostile-server.ts";
import { reaches } from "../support/reaches.ts";

const get = { method: "GET", path: "/vens" } as const;

describe.each(["plain", "fast"] as const)("VtnHttp, %s transport", (transport) => {
  it("tells a refused connection, after which nothing can have arrived", async () => {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    await using http = new VtnHttp({
      transport,
      random: () => 0,
      vtnUrl: `http://127.0.0.1:${port}`,
    });
    const error = await failureOf(http.request(get));
    expect(error).toMatchObject({ reason: "ECONNREFUSED", isAmbiguous: false, isRetryable: true });
    expect(error.message).toContain(`GET http://127.0.0.1:${port}/vens got no answer`);
  });

  it("tells a connection that is cut, after which the request may have arrived", async () => {
    await using server = await startHostileServer((request) => request.socket.destroy());
    await using http = new VtnHttp({ transport, random: () => 0, vtnUrl: server.vtnUrl });
    const error = await failureOf(http.request({ ...get, method: "POST", body: {} }));
    expect(error).toMatchObject({ reason: "ECONNRESET", isAmbiguous: true });
  });

  it.each([
    ["sends no answer at all", () => undefined],
    [
      "trickles its answer",
      (write: (text: string) => void) => {
        const timer = setInterval(() => write("x"), 5);
        timer.unref();
        return () => clearInterval(timer);
      },
    ],
  ])("gives up on a VTN that %s, when the total time is over", async (_, start) => {
    const stops: (() => void)[] = [];
    let closed = 0;
    await using server = await startHostileServer((request, response) => {
      request.socket.once("close", () => {
        closed += 1;
      });
      response.on("error", () => undefined);
      const stop = start((text) => response.write(text));
      if (stop !== undefined) stops.push(stop);
    });
    const clock = new ManualClock();
    await using http = new VtnHttp({
      transport,
      vtnUrl: server.vtnUrl,
      totalTimeoutMs: 1_000,
      clock,
    });
    const failing = failureOf(http.request(get));
    await reaches(async () => server.requests.length, 1);
    await clock.advance(1_000);
    const error = await failing;
    expect(error).toMatchObject({ reason: "TIMEOUT", isAmbiguous: true });
    for (const stop of stops) stop();
    await reaches(async () => closed, 1);
    expect(clock.pendingTimerCount).toBe(0);
  });

  it("refuses an answer over 5 MiB", async () => {
    await using server = await startHostileServer((_, response) =>
      response.end(Buffer.alloc(6 * 1_048_576, "x")),
    );
    await using http = new VtnHttp({ transport, random: () => 0, vtnUrl: server.vtnUrl });
    expect(await failureOf(http.request(get))).toMatchObject({ reason: "ANSWER_TOO_LARGE" });
  });

  it("refuses a small compressed answer that grows over 5 MiB", async () => {
    const { gzipSync } = await import("node:zlib");
    const bomb = gzipSync(Buffer.alloc(50 * 1_048_576, "x"));
    await using server = await startHostileServer((_, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(bomb),
    );
    await using http = new VtnHttp({ transport, random: () => 0, vtnUrl: server.vtnUrl });
    expect(await failureOf(http.request(get))).toMatchObject({ reason: "ANSWER_TOO_LARGE" });
  });

  it("follows no redirect", async () => {
    await using other = await startHostileServer((_, response) => response.end("{}"));
    await using server = await startHostileServer((_, response) =>
      response.writeHead(307, { location: `${other.vtnUrl}/vens` }).end(),
    );
    await using http = new VtnHttp({
      transport,
      random: () => 0,
      vtnUrl: server.vtnUrl,
      bearerToken: "t",
    });
    expect((await http.request(get)).status).toBe(307);
    expect(other.requests).toHaveLength(0);
  });

  it("stops when its caller does, also before it began, and forgets the signal", async () => {
    await using server = await startHostileServer(() => undefined);
    await using http = new VtnHttp({ transport, random: () => 0, vtnUrl: server.vtnUrl });
    const controller = new AbortController();
    const failing = failureOf(http.request(get, { signal: controller.signal }));
    await reaches(async () => server.requests.length, 1);
    controller.abort();
    expect(await failing).toMatchObject({ reason: "ABORTED", isAmbiguous: true });
    expect(await failureOf(http.request(get, { signal: controller.signal }))).toMatchObject({
      reason: "ABORTED",
      isAmbiguous: false,
    });
    expect(server.requests).toHaveLength(1);
  });

  it("keeps one listener on a signal for all its requests, and none once they have ended", async () => {
    await using server = await startHostileServer((_, response) => response.end("{}"));
    await using http = new VtnHttp({ transport, random: () => 0, vtnUrl: server.vtnUrl });
    const { signal } = new AbortController();
    let listeners = 0;
    const counted = new Proxy(signal, {
      get(target, name) {
        const value = Reflect.get(target, name, target);
        if (typeof value !== "function") return value;
        return (...args: unknown[]) => {
          if (name === "addEventListener") listeners += 1;
          if (name === "removeEventListener") listeners -= 1;
          return value.apply(target, args);
        };
      },
    });
    const calls = Array.from({ length: 30 }, () => http.request(get, { signal: counted }));
    const most = listeners;
    await Promise.all(calls);
    expect([most, listeners]).toEqual([1, 0]);
  });

  it("uses its connections again, no more than it may, and closes them all", async () => {
    let open = 0;
    let most = 0;
    await using server = await startHostileServer((_, response) => {
      open += 1;
      most = Math.max(most, open);
      setImmediate(() => {
        open -= 1;
        response.end("{}");
      });
    });
    const http = new VtnHttp({ transport, random: () => 0, vtnUrl: server.vtnUrl, maxSockets: 3 });
    await Promise.all(Array.from({ length: 30 }, () => http.request(get)));
    expect(most).toBeLessThanOrEqual(3);
    expect(await server.openSockets()).toBeLessThanOrEqual(3);
    expect(await server.openSockets()).toBeGreaterThan(0);
    await http.close();
    await http.close();
    await reaches(() => server.openSockets(), 0);
  });

  it("gives up on what is under way or waits when it is closed, and takes nothing more", async () => {
    await using server = await startHostileServer(() => undefined);
    const http = new VtnHttp({ transport, random: () => 0, vtnUrl: server.vtnUrl, maxSockets: 2 });
    const failing = Array.from({ length: 10 }, () => failureOf(http.request(get)));
    await reaches(async () => server.requests.length, 2);
    await http.close();
    const errors = await Promise.all(failing);
    for (const error of errors) {
      expect(error).toMatchObject({ reason: "CLOSED", isRetryable: false });
    }
    // Two were sent; the others waited for their turn.
    expect(errors.filter(({ isAmbiguous }) => isAmbiguous)).toHaveLength(2);
    expect(await failureOf(http.request(get))).toMatchObject({
      reason: "CLOSED",
      isAmbiguous: false,
      message: expect.stringContaining("this client is closed"),
    });
    await reaches(() => server.openSockets(), 0);
    expect(server.requests).toHaveLength(2);
  });

  it("sends what is on this machine through no proxy", async () => {
    await using proxy = await startHostileServer((_, response) => response.writeHead(502).end());
    await using server = await startHostileServer((_, response) => response.end("{}"));
    const before = process.env["http_proxy"];
    process.env["http_proxy"] = new URL(proxy.vtnUrl).origin;
    try {
      await using http = new VtnHttp({ transport, random: () => 0, vtnUrl: server.vtnUrl });
      expect((await http.request(get)).status).toBe(200);
      expect(proxy.requests).toHaveLength(0);
    } finally {
      if (before === undefined) delete process.env["http_proxy"];
      else process.env["http_proxy"] = before;
    }
  });

  it.each([
    ["http://vtn.example.com/openadr3", "in the clear"],
    ["ftp://vtn.example.com", "https://"],
    ["vtn.example.com", "write it like"],
    ["https://user:secret@vtn.example.com", "take the credentials out"],
    ["https://vtn.example.com/?token=secret", "no ? and no #"],
    ["https://vtn.example.com/#secret", "no ? and no #"],
    ["https//user:secret@vtn.example.com", "write it like"],
    ["vtn.example.com?token=secret", "write it like"],
  ])("refuses the address %s", (vtnUrl, reason) => {
    expect(() => new VtnHttp({ transport, random: () => 0, vtnUrl })).toThrow(reason);
    expect(() => new VtnHttp({ transport, random: () => 0, vtnUrl })).not.toThrow("secret");
  });

  it("takes an address with a trailing slash, and plain http elsewhere when told to", () => {
    expect(
      new VtnHttp({ transport, random: () => 0, vtnUrl: "https://vtn.example.com/openadr3/" })
        .vtnUrl,
    ).toBe("https://vtn.example.com/openadr3");
    expect(
      new VtnHttp({
        transport,
        random: () => 0,
        vtnUrl: "http://vtn.example.com",
        allowPlainHttp: true,
      }).vtnUrl,
    ).toBe("http://vtn.example.com");
  });

  it.each([
    [{ totalTimeoutMs: 0 }, "totalTimeoutMs"],
    [{ maxSockets: 1.5 }, "maxSockets"],
  ])("refuses the limits %o", (limits, named) => {
    expect(
      () => new VtnHttp({ transport, random: () => 0, vtnUrl: "http://127.0.0.1", ...limits }),
    ).toThrow(named);
  });
});
