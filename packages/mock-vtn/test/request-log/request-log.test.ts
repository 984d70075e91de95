import { ManualClock } from "@ven/core/testing";
import { describe, expect, it } from "vitest";
import { RequestLog } from "../../src/request-log/request-log.ts";

const reports = "/openadr3/3.1.0/reports";

describe("RequestLog", () => {
  it("holds a request from its arrival to its answer, by the clock", async () => {
    const clock = new ManualClock(1_000);
    const log = new RequestLog(10, clock);
    const logged = log.receive("GET", reports, "skip=50&targets=a&targets=b");
    expect(log.toArray()).toEqual([
      {
        id: "request-1",
        method: "GET",
        path: reports,
        query: { skip: "50", targets: ["a", "b"] },
        receivedAtMs: 1_000,
      },
    ]);
    await clock.advance(25);
    log.answer(logged, 200);
    expect(log.toArray()).toMatchObject([
      { status: 200, receivedAtMs: 1_000, answeredAtMs: 1_025 },
    ]);
  });

  it("keeps the newest and counts all, until it is cleared", () => {
    const log = new RequestLog(2, new ManualClock());
    for (const path of ["/1", "/2", "/3"]) log.receive("GET", path, "");
    expect(log.toArray().map(({ id, path }) => [id, path])).toEqual([
      ["request-2", "/2"],
      ["request-3", "/3"],
    ]);
    expect(log.totalCount).toBe(3);
    log.clear();
    expect([log.toArray(), log.totalCount]).toEqual([[], 0]);
  });

  it("keeps a body as it is, and of a long one the beginning", () => {
    const log = new RequestLog(10, new ManualClock());
    const bytes = (text: string) => new TextEncoder().encode(text);
    log.read(log.receive("POST", reports, ""), bytes("æ\ud83d\ude00"));
    log.read(log.receive("POST", reports, ""), bytes("x".repeat(4_096)));
    log.read(log.receive("POST", reports, ""), bytes(`${"x".repeat(4_095)}yz`));
    expect(log.toArray().map(({ body }) => body)).toEqual([
      "æ\ud83d\ude00",
      "x".repeat(4_096),
      `${"x".repeat(4_095)}y`,
    ]);
  });

  it("holds no memory that belongs to others", () => {
    const log = new RequestLog(10, new ManualClock());
    const block = Buffer.from('{"a":1}{"b":2}');
    log.read(log.receive("POST", reports, ""), block.subarray(0, 7));
    block.fill("x");
    expect(log.toArray()[0]?.body).toBe('{"a":1}');
  });

  it("keeps no secret of a token request, a subscription or a query", () => {
    const log = new RequestLog(10, new ManualClock());
    const form =
      "grant_type=client_credentials&client_id=a&client%5Fsecret=canary&scope=s&x=canary";
    log.read(log.receive("POST", "/openadr3/3.1.0/auth/token", ""), Buffer.from(form));
    const subscription = { objectOperations: [{ callbackUrl: "http://a", bearerToken: "canary" }] };
    const path = "/openadr3/3.1.0/subscriptions";
    log.read(log.receive("POST", path, ""), Buffer.from(JSON.stringify(subscription)));
    log.read(log.receive("PUT", path, ""), Buffer.from('{"bearer\\u0054oken": "canary"}'));
    log.read(log.receive("POST", path, ""), Buffer.from('{"bearerToken": "canary'));
    log.receive("GET", reports, "access_token=canary&s%65cret=canary&skip=1");
    const kept = log.toArray();
    expect(JSON.stringify(kept)).not.toContain("canary");
    expect(kept[0]?.body).toBe(
      "grant_type=client_credentials&client_id=a&client_secret=%5Bredacted%5D&scope=s&x=%5Bredacted%5D",
    );
    expect(JSON.parse(kept[1]?.body ?? "")).toEqual({
      objectOperations: [{ callbackUrl: "http://a", bearerToken: "[redacted]" }],
    });
    expect(kept[4]?.query).toEqual({ access_token: "[redacted]", secret: "[redacted]", skip: "1" });
  });

  it("keeps the beginning of an address that is too long", () => {
    const log = new RequestLog(1, new ManualClock());
    log.receive("G".repeat(100), `/${"a".repeat(10_000)}`, `a=${"b".repeat(10_000)}`);
    const [kept] = log.toArray();
    expect([kept?.method.length, kept?.path.length]).toEqual([32, 8_192]);
    expect(kept?.query["a"]).toHaveLength(8_190);
  });

  it("is not harmed by names that objects have by nature", () => {
    const log = new RequestLog(1, new ManualClock());
    log.receive("GET", reports, "__proto__=1&constructor=2");
    expect(Object.entries(log.toArray()[0]?.query ?? {})).toEqual([
      ["__proto__", "1"],
      ["constructor", "2"],
    ]);
  });
});
