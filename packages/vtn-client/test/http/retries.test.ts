import { type AddressInfo, createServer } from "node:net";
import { ManualClock, RecordingLogger } from "@ven/core/testing";
import { VTN_HTTP_LOG, VtnHttp, type VtnHttpOptions, type VtnRequest } from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import { failureOf } from "../support/failure-of.ts";
import { answerJson, type HostileServer, startHostileServer } from "../support/hostile-server.ts";
import { reaches } from "../support/reaches.ts";

const get: VtnRequest = { method: "GET", path: "/programs" };
const post: VtnRequest = { method: "POST", path: "/reports", body: {} };

function connect(server: Pick<HostileServer, "vtnUrl">, more: Partial<VtnHttpOptions> = {}) {
  const clock = new ManualClock();
  const logger = new RecordingLogger();
  const options = { vtnUrl: server.vtnUrl, clock, logger, random: () => 0, ...more };
  return { clock, logger, http: new VtnHttp(options) };
}

/** Sends a request and moves time on, so that every retry gets its turn. */
async function settle<Value>(clock: ManualClock, request: Promise<Value>): Promise<Value> {
  let isDone = false;
  const done = request.finally(() => {
    isDone = true;
  });
  done.catch(() => undefined);
  for (let turn = 0; turn < 400 && !isDone; turn += 1) {
    await clock.advance(1);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return done;
}

describe("retries", () => {
  it.each([408, 425, 429, 500, 502, 503, 504])(
    "send GET, PUT and DELETE again after %i, and POST never",
    async (status) => {
      await using server = await startHostileServer((_, response) =>
        answerJson(response, status, {}),
      );
      const { http, clock } = connect(server);
      await using _ = http;
      for (const method of ["GET", "PUT", "DELETE"] as const) {
        const before = server.requests.length;
        const answer = await settle(clock, http.request({ method, path: "/programs/1" }));
        expect([method, answer.status, server.requests.length - before]).toEqual([
          method,
          status,
          3,
        ]);
      }
      const before = server.requests.length;
      expect((await settle(clock, http.request(post))).status).toBe(status);
      expect(server.requests).toHaveLength(before + 1);
    },
  );

  it.each([200, 204, 301, 400, 401, 403, 404, 409, 501, 505])(
    "do not happen after %i",
    async (status) => {
      await using server = await startHostileServer((_, response) =>
        response.writeHead(status).end(),
      );
      const { http } = connect(server);
      await using _ = http;
      expect((await http.request(get)).status).toBe(status);
      expect(server.requests).toHaveLength(1);
    },
  );

  it("send GET again when the connection breaks, and POST not", async () => {
    await using server = await startHostileServer((request) => request.socket.destroy());
    const { http, clock } = connect(server);
    await using _ = http;
    expect(await settle(clock, failureOf(http.request(get)))).toMatchObject({
      reason: "ECONNRESET",
      isAmbiguous: true,
    });
    expect(server.requests).toHaveLength(3);
    expect(await failureOf(http.request(post))).toMatchObject({ isAmbiguous: true });
    expect(server.requests).toHaveLength(4);
  });

  it("send a POST again that cannot have left this machine", async () => {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    const { http, clock, logger } = connect({ vtnUrl: `http://127.0.0.1:${port}` });
    await using _ = http;
    expect(await settle(clock, failureOf(http.request(post)))).toMatchObject({
      reason: "ECONNREFUSED",
      isAmbiguous: false,
    });
    expect(logger.records).toEqual(
      [1, 2].map((attempt) => ({
        level: "debug",
        message: VTN_HTTP_LOG.retrying,
        fields: {
          tried: `POST http://127.0.0.1:${port}/reports`,
          attempt,
          retryInMs: 0,
          reason: "ECONNREFUSED",
        },
      })),
    );
  });

  it("end as soon as one succeeds, and say that an earlier one may have done its work", async () => {
    let count = 0;
    await using server = await startHostileServer((_, response) => {
      count += 1;
      if (count === 1) response.socket?.destroy();
      else answerJson(response, 404, {});
    });
    const { http, clock } = connect(server);
    await using _ = http;
    const remove = { method: "DELETE", path: "/programs/1" } as const;
    expect(await settle(clock, http.request(remove))).toMatchObject({
      status: 404,
      isRepeated: true,
    });
    expect(await http.request(remove)).toMatchObject({ status: 404, isRepeated: false });
    expect(server.requests).toHaveLength(3);
  });

  it("wait as long as the VTN asks, in seconds or until a date, and a little longer", async () => {
    const clock = new ManualClock();
    const headers = ["2", new Date(clock.now() + 3_000).toUTCString()];
    await using server = await startHostileServer((_, response) => {
      const header = headers.shift();
      if (header === undefined) response.end("{}");
      else response.writeHead(503, { "retry-after": header }).end();
    });
    const { http } = connect(server, { clock, random: () => 0.5 });
    await using _ = http;
    const answer = http.request(get);
    await reaches(() => server.requests.length, 1);
    await reaches(() => clock.pendingTimerCount, 2);
    await clock.advance(2_249);
    expect(server.requests).toHaveLength(1);
    await clock.advance(1);
    await reaches(() => server.requests.length, 2);
    await reaches(() => clock.pendingTimerCount, 2);
    // 750 ms of its three seconds are left, as the date was counted from the start.
    await clock.advance(999);
    expect(server.requests).toHaveLength(2);
    await clock.advance(1);
    expect((await answer).status).toBe(200);
  });

  it("do not happen when the VTN asks for more time than is left", async () => {
    await using server = await startHostileServer((_, response) =>
      response.writeHead(429, { "retry-after": "30" }).end(),
    );
    const { http } = connect(server);
    await using _ = http;
    const answer = await http.request(get);
    expect([answer.status, answer.header("Retry-After")]).toEqual([429, "30"]);
    expect(server.requests).toHaveLength(1);
  });

  it("end with the patience of the caller", async () => {
    await using server = await startHostileServer((_, response) => answerJson(response, 503, {}));
    const { http, clock } = connect(server, { random: () => 0.5 });
    await using _ = http;
    const controller = new AbortController();
    const failing = failureOf(http.request(get, { signal: controller.signal }));
    await reaches(() => clock.pendingTimerCount, 2);
    controller.abort();
    expect(await failing).toMatchObject({ reason: "ABORTED", isAmbiguous: true });
    expect(clock.pendingTimerCount).toBe(0);
    expect(server.requests).toHaveLength(1);
  });

  it("become few when nothing succeeds: at first 20, then one for ten that do", async () => {
    let status = 500;
    await using server = await startHostileServer((_, response) =>
      answerJson(response, status, {}),
    );
    const { http, clock } = connect(server);
    await using _ = http;
    const tries = async (count: number) => {
      const before = server.requests.length;
      for (let each = 0; each < count; each += 1) await settle(clock, http.request(get));
      return server.requests.length - before;
    };
    expect(await tries(30)).toBe(30 + 20);
    status = 200;
    expect(await tries(11)).toBe(11);
    status = 500;
    expect(await tries(5)).toBe(5 + 1);
  });

  it("can be turned off", async () => {
    await using server = await startHostileServer((_, response) => answerJson(response, 503, {}));
    const { http } = connect(server, { maxAttempts: 1 });
    await using _ = http;
    expect((await http.request(get)).status).toBe(503);
    expect(server.requests).toHaveLength(1);
  });

  it.each([0, 11, 1.5, Number.NaN])("refuse maxAttempts of %d", (maxAttempts) => {
    expect(() => connect({ vtnUrl: "http://127.0.0.1" }, { maxAttempts })).toThrow("maxAttempts");
  });
});
