import { ManualClock, RecordingLogger } from "@ven/core/testing";
import {
  isVtnCircuitOpenError,
  VTN_HTTP_LOG,
  VtnCircuitOpenError,
  VtnHttp,
  type VtnHttpOptions,
} from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import { answerJson, type HostileServer, startHostileServer } from "../support/hostile-server.ts";
import { reaches } from "../support/reaches.ts";

const post = { method: "POST", path: "/reports", body: {} } as const;

function connect(server: HostileServer, more: Partial<VtnHttpOptions> = {}) {
  const clock = new ManualClock();
  const logger = new RecordingLogger();
  return { clock, logger, http: new VtnHttp({ vtnUrl: server.vtnUrl, clock, logger, ...more }) };
}

async function sendMany(http: VtnHttp, count: number): Promise<void> {
  for (let each = 0; each < count; each += 1) await http.request(post).catch(() => undefined);
}

describe("the circuit breaker of a VTN", () => {
  it.each([502, 503, 504])(
    "opens when it answers %i, and sends nothing for a while",
    async (status) => {
      await using server = await startHostileServer((_, response) =>
        answerJson(response, status, {}),
      );
      const { http, clock, logger } = connect(server);
      await using _ = http;
      expect(http.circuit).toBe("closed");
      await sendMany(http, 10);
      expect(http.circuit).toBe("open");
      const error: unknown = await http.request(post).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(VtnCircuitOpenError);
      expect(isVtnCircuitOpenError(error)).toBe(true);
      expect(error).toMatchObject({
        code: "VTN_CIRCUIT_OPEN",
        isRetryable: true,
        isAmbiguous: false,
        retryAtMs: clock.now() + 5_000,
      });
      expect((error as Error).message).toBe(
        `POST ${server.vtnUrl}/reports was not sent: the VTN was down for the last requests; ask again at 2025-01-16T14:00:05.000Z`,
      );
      expect(server.requests).toHaveLength(10);
      expect(logger.records).toEqual([
        {
          level: "warn",
          message: VTN_HTTP_LOG.circuitOpened,
          fields: { origin: new URL(server.vtnUrl).origin, openMs: 5_000 },
        },
      ]);
    },
  );

  it.each([400, 401, 404, 409, 429, 500])("bears a VTN that answers %i", async (status) => {
    await using server = await startHostileServer((_, response) =>
      answerJson(response, status, {}),
    );
    const { http } = connect(server);
    await using _ = http;
    await sendMany(http, 30);
    expect(http.circuit).toBe("closed");
    expect(server.requests).toHaveLength(30);
  });

  it("sends one request to find out whether the VTN is back, then all", async () => {
    let isUp = false;
    const held: (() => void)[] = [];
    await using server = await startHostileServer((request, response) => {
      if (isUp) held.push(() => response.end("{}"));
      else request.socket.destroy();
    });
    const { http, clock, logger } = connect(server);
    await using _ = http;
    await sendMany(http, 10);
    isUp = true;
    await clock.advance(5_000);
    const probe = http.request(post);
    await reaches(() => held.length, 1);
    expect(http.circuit).toBe("halfOpen");
    await expect(http.request(post)).rejects.toThrow(VtnCircuitOpenError);
    expect(server.requests).toHaveLength(11);
    held[0]?.();
    expect((await probe).status).toBe(200);
    expect(http.circuit).toBe("closed");
    expect(logger.messages("info")).toEqual([VTN_HTTP_LOG.circuitClosed]);
  });

  it("does not take a probe that its caller gives up for a sign of life", async () => {
    let isUp = false;
    await using server = await startHostileServer((request) => {
      if (!isUp) request.socket.destroy();
    });
    const { http, clock } = connect(server);
    await using _ = http;
    await sendMany(http, 10);
    isUp = true;
    await clock.advance(5_000);
    const controller = new AbortController();
    const probe = http.request(post, { signal: controller.signal });
    await reaches(() => server.requests.length, 11);
    controller.abort();
    await expect(probe).rejects.toMatchObject({ reason: "ABORTED" });
    expect(http.circuit).toBe("open");
  });

  it("turns away also those who wait for their turn", async () => {
    await using server = await startHostileServer((request) => request.socket.destroy());
    const { http } = connect(server, { maxSockets: 1 });
    await using _ = http;
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => http.request(post)));
    const turnedAway = outcomes.filter(
      (outcome) => outcome.status === "rejected" && isVtnCircuitOpenError(outcome.reason),
    );
    expect(turnedAway).toHaveLength(40);
    expect(server.requests).toHaveLength(10);
  });

  it("gives a GET whose retry it forbids the error of its last try", async () => {
    await using server = await startHostileServer((request) => request.socket.destroy());
    const { http, clock } = connect(server, { random: () => 0.1 });
    await using _ = http;
    await sendMany(http, 9);
    const failing = http.request({ method: "GET", path: "/programs" });
    failing.catch(() => undefined);
    await reaches(() => server.requests.length, 10);
    await reaches(() => clock.pendingTimerCount, 2);
    await clock.advance(1_000);
    await expect(failing).rejects.toMatchObject({ reason: "ECONNRESET" });
    expect(server.requests).toHaveLength(10);
  });

  it("can be turned off", async () => {
    await using server = await startHostileServer((request) => request.socket.destroy());
    const { http } = connect(server, { circuitOpenMs: 0 });
    await using _ = http;
    await sendMany(http, 30);
    expect(server.requests).toHaveLength(30);
  });
});
