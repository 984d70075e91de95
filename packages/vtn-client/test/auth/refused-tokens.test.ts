import { isVtnAuthError, VTN_AUTH_LOG } from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import { answerJson } from "../support/hostile-server.ts";
import { connectOauth } from "../support/oauth-client.ts";
import { reaches } from "../support/reaches.ts";
import { startTokenVtn, type TokenVtn } from "../support/token-vtn.ts";

const get = { method: "GET", path: "/programs" } as const;
const post = { method: "POST", path: "/reports", body: {} } as const;

/** The tokens that came with the requests so far. */
function tokensOf(vtn: TokenVtn): readonly (string | undefined)[] {
  return vtn.calls.map((call) => call.split(" ").at(-1));
}

describe("a token that the VTN refuses", () => {
  it.each([401, 403])(
    "with %i is replaced, and the request sent once more, be it a POST",
    async (status) => {
      await using vtn = await startTokenVtn();
      const { http, logger, exchange } = connectOauth(vtn);
      await using _ = http;
      await exchange.request(get);
      vtn.revoke(status);
      expect((await exchange.request(post)).status).toBe(200);
      expect(tokensOf(vtn)).toEqual(["token-1", "token-1", "token-2"]);
      expect(vtn.posts).toHaveLength(2);
      expect(logger.records.filter(({ level }) => level === "warn")).toEqual([
        {
          level: "warn",
          message: VTN_AUTH_LOG.tokenRefused,
          fields: { clientId: "ven-17", status },
        },
      ]);
    },
  );

  it("with 401 whatever it is, is replaced once, not at every call, until a minute later", async () => {
    await using vtn = await startTokenVtn();
    vtn.onCall = (response) => answerJson(response, 401, {});
    const { http, clock, exchange } = connectOauth(vtn);
    await using _ = http;
    for (let each = 0; each < 5; each += 1) {
      expect((await exchange.request(get)).status).toBe(401);
    }
    expect(vtn.posts).toHaveLength(2);
    expect(vtn.calls).toHaveLength(6);
    await clock.advance(60_000);
    expect((await exchange.request(get)).status).toBe(401);
    expect(vtn.posts).toHaveLength(3);
    expect(vtn.calls).toHaveLength(8);
  });

  it("with 401 is replaced again if it was good in between", async () => {
    await using vtn = await startTokenVtn();
    const { http, exchange } = connectOauth(vtn);
    await using _ = http;
    for (let each = 0; each < 4; each += 1) {
      expect((await exchange.request(get)).status).toBe(200);
      vtn.revoke();
    }
    expect(vtn.posts).toHaveLength(4);
  });

  it("with 403 for want of scope does not double the traffic, nor stop what is allowed", async () => {
    await using vtn = await startTokenVtn();
    vtn.onCall = (response, request) =>
      answerJson(response, request.method === "POST" ? 403 : 200, {});
    const { http, exchange } = connectOauth(vtn);
    await using _ = http;
    for (let each = 0; each < 5; each += 1) {
      expect((await exchange.request(post)).status).toBe(403);
      expect((await exchange.request(get)).status).toBe(200);
    }
    expect(vtn.posts).toHaveLength(2);
    expect(vtn.calls).toHaveLength(11);
  });

  it("with 403 is replaced again a minute later, if it was good in between", async () => {
    await using vtn = await startTokenVtn();
    const { http, clock, exchange } = connectOauth(vtn);
    await using _ = http;
    expect((await exchange.request(get)).status).toBe(200);
    vtn.revoke(403);
    expect((await exchange.request(post)).status).toBe(200);
    for (let tokens = 2; tokens <= 4; tokens += 1) {
      vtn.revoke(403);
      // In the same minute it may as well be forbidden.
      expect((await exchange.request(post)).status).toBe(403);
      expect(vtn.posts).toHaveLength(tokens);
      await clock.advance(60_000);
      expect((await exchange.request(post)).status).toBe(200);
      expect(vtn.posts).toHaveLength(tokens + 1);
    }
  });

  it("with 403 by many calls at once is replaced once", async () => {
    await using vtn = await startTokenVtn();
    vtn.onCall = (response) => answerJson(response, 403, {});
    const { http, exchange } = connectOauth(vtn);
    await using _ = http;
    await Promise.all(Array.from({ length: 40 }, () => exchange.request(post)));
    expect(vtn.posts).toHaveLength(2);
    expect(vtn.calls).toHaveLength(80);
  });

  it("with 403 is used on by others until its successor is there", async () => {
    await using vtn = await startTokenVtn();
    const held: (() => void)[] = [];
    vtn.onToken = (response, _, count) => {
      if (count === 1) vtn.grant(response);
      else held.push(() => vtn.grant(response));
    };
    vtn.onCall = (response, request) =>
      answerJson(response, request.method === "POST" ? 403 : 200, {});
    const { http, exchange } = connectOauth(vtn);
    await using _ = http;
    const forbidden = exchange.request(post);
    await reaches(() => held.length, 1);
    expect((await exchange.request(get)).status).toBe(200);
    expect(tokensOf(vtn)).toEqual(["token-1", "token-1"]);
    held[0]?.();
    await forbidden;
    expect(tokensOf(vtn)).toEqual(["token-1", "token-1", "token-2"]);
  });

  it("with 403 is replaced though the replacement of one before it failed", async () => {
    await using vtn = await startTokenVtn();
    vtn.onCall = (response) => answerJson(response, 403, {});
    vtn.onToken = (response, _, count) => {
      if (count === 2) answerJson(response, 501, {});
      else vtn.grant(response);
    };
    const { http, clock, exchange } = connectOauth(vtn);
    await using _ = http;
    await exchange.request(post);
    await clock.advance(3_600_000);
    await exchange.request(post);
    expect(vtn.posts).toHaveLength(4);
    expect(tokensOf(vtn)).toEqual(["token-1", "token-3", "token-4"]);
  });

  it("is kept when the VTN says that its scope does not suffice", async () => {
    await using vtn = await startTokenVtn();
    vtn.onCall = (response) =>
      response.writeHead(403, { "www-authenticate": 'Bearer error="insufficient_scope"' }).end();
    const { http, exchange } = connectOauth(vtn);
    await using _ = http;
    expect((await exchange.request(post)).status).toBe(403);
    expect([vtn.posts.length, vtn.calls.length]).toEqual([1, 1]);
  });

  it("with 401 and no other to be had is an error, with 403 an answer", async () => {
    await using vtn = await startTokenVtn();
    let status = 403;
    vtn.onCall = (response) => answerJson(response, status, {});
    vtn.onToken = (response, _, count) => {
      if (count === 1) vtn.grant(response);
      else answerJson(response, 400, { error: "invalid_client" });
    };
    const { http, exchange } = connectOauth(vtn);
    await using _ = http;
    expect((await exchange.request(post)).status).toBe(403);
    status = 401;
    const error: unknown = await exchange.request(post).catch((reason: unknown) => reason);
    expect(isVtnAuthError(error)).toBe(true);
    expect(error).toMatchObject({ code: "VTN_AUTH", reason: "invalid_client" });
    expect(vtn.posts).toHaveLength(2);
  });

  it("when the caller gives up meanwhile, ends as the caller wants", async () => {
    await using vtn = await startTokenVtn();
    const controller = new AbortController();
    vtn.onCall = (response) => answerJson(response, 403, {});
    vtn.onToken = (response, _, count) => {
      if (count === 1) vtn.grant(response);
      else controller.abort();
    };
    const { http, exchange } = connectOauth(vtn);
    await using _ = http;
    await expect(exchange.request(post, { signal: controller.signal })).rejects.toMatchObject({
      reason: "ABORTED",
      isAmbiguous: false,
    });
    expect(vtn.calls).toHaveLength(1);
  });
});
