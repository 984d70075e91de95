import { VTN_AUTH_LOG } from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import { answerJson } from "../support/hostile-server.ts";
import { connectOauth } from "../support/oauth-client.ts";
import { reaches } from "../support/reaches.ts";
import { startTokenVtn } from "../support/token-vtn.ts";

const get = { method: "GET", path: "/programs" } as const;

describe("early renewal", () => {
  it.each([
    [3_600, 3_540_000],
    [600, 540_000],
    [300, 270_000],
    [10, 9_000],
    [1, 900],
  ])(
    "of a token for %d s begins after %d ms, while the old token is used on",
    async (lifetimeS, startMs) => {
      await using vtn = await startTokenVtn();
      const held: (() => void)[] = [];
      vtn.onToken = (response, _, count) => {
        const grant = () => vtn.grant(response, { expires_in: lifetimeS });
        if (count === 1) grant();
        else held.push(grant);
      };
      vtn.onCall = (response) => response.end("{}");
      const { http, clock, exchange } = connectOauth(vtn);
      await using _ = http;
      await exchange.request(get);
      await clock.advance(startMs - 1);
      await exchange.request(get);
      expect(vtn.posts).toHaveLength(1);
      await clock.advance(1);
      await exchange.request(get);
      await exchange.request(get);
      await reaches(() => held.length, 1);
      expect(vtn.calls.map((call) => call.split(" ").at(-1))).toEqual(Array(4).fill("token-1"));
      held[0]?.();
      await reaches(async () => {
        await exchange.request(get);
        return Number(vtn.calls.at(-1)?.split("-").at(-1));
      }, 2);
      expect(vtn.posts).toHaveLength(2);
    },
  );

  it("that fails is logged, tried again a little later, and the good token used on", async () => {
    await using vtn = await startTokenVtn();
    vtn.onToken = (response, _, count) => {
      if (count === 1 || count === 5) vtn.grant(response);
      else answerJson(response, 500, {});
    };
    const { http, clock, logger, exchange } = connectOauth(vtn, {}, { maxAttempts: 1 });
    await using _ = http;
    await exchange.request(get);
    await clock.advance(3_540_000);
    for (let each = 0; each < 5; each += 1) {
      expect((await exchange.request(get)).status).toBe(200);
    }
    await reaches(() => logger.messages("warn").length, 1);
    expect(vtn.posts).toHaveLength(2);
    const [warning] = logger.records.filter(({ level }) => level === "warn");
    expect(warning).toMatchObject({
      message: VTN_AUTH_LOG.tokenNotRenewed,
      fields: { clientId: "ven-17", reason: expect.stringContaining("500") },
    });
    await clock.advance(4_999);
    await exchange.request(get);
    expect(vtn.posts).toHaveLength(2);
    await clock.advance(1);
    await exchange.request(get);
    await reaches(() => vtn.posts.length, 3);
  });

  it("goes by monotonic time: a wall clock that jumps ends no token", async () => {
    await using vtn = await startTokenVtn();
    const { http, clock, exchange } = connectOauth(vtn);
    await using _ = http;
    await exchange.request(get);
    clock.setWallTime(clock.now() + 86_400_000);
    await exchange.request(get);
    clock.setWallTime(0);
    await exchange.request(get);
    expect(vtn.posts).toHaveLength(1);
  });

  it("does not happen while nobody sends: a client that rests leaves no timer", async () => {
    await using vtn = await startTokenVtn();
    const { http, clock, exchange } = connectOauth(vtn);
    await using _ = http;
    await exchange.request(get);
    expect(clock.pendingTimerCount).toBe(0);
    await clock.advance(86_400_000);
    expect(vtn.posts).toHaveLength(1);
  });
});

describe("the lifetime of a token", () => {
  it.each([
    ["missing", undefined, 3_600_000],
    ["null", null, 3_600_000],
    ["0", 0, 3_600_000],
    ["negative", -5, 3_600_000],
    ["no number", "soon", 3_600_000],
    ["an object", {}, 3_600_000],
    ["a number in a text", "120", 120_000],
    ["a fraction", 0.5, 500],
    ["absurd", 1e308, 86_400_000],
    ["shorter than any margin", 1, 1_000],
  ])("that is %s is defined", async (_, expiresIn, lifetimeMs) => {
    await using vtn = await startTokenVtn();
    vtn.onToken = (response, _post, count) =>
      vtn.grant(response, count === 1 ? { expires_in: expiresIn } : undefined);
    const { http, clock, exchange } = connectOauth(vtn);
    await using _http = http;
    // Whatever it is, those who wait for the token may use it.
    expect((await exchange.request(get)).status).toBe(200);
    await clock.advance(lifetimeMs * 0.9 - 60_000);
    expect((await exchange.request(get)).status).toBe(200);
    expect(vtn.posts).toHaveLength(1);
    await clock.advance(lifetimeMs * 0.1 + 60_000);
    expect((await exchange.request(get)).status).toBe(200);
    expect(vtn.posts).toHaveLength(2);
  });

  it("counts from when the token was asked for, not from when it came", async () => {
    await using vtn = await startTokenVtn();
    const held: (() => void)[] = [];
    vtn.onToken = (response) => held.push(() => vtn.grant(response, { expires_in: 20 }));
    const { http, clock, exchange } = connectOauth(vtn);
    await using _ = http;
    const first = exchange.request(get);
    await reaches(() => held.length, 1);
    await clock.advance(15_000);
    held[0]?.();
    await first;
    await clock.advance(5_000);
    const second = exchange.request(get);
    await reaches(() => held.length, 2);
    held[1]?.();
    await second;
    expect(vtn.calls.map((call) => call.split(" ").at(-1))).toEqual(["token-1", "token-2"]);
  });
});
