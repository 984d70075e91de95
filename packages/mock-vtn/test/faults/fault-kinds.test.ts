import { ManualClock } from "@ven/core/testing";
import { describe, expect, it } from "vitest";
import { startFaultyVtn } from "../support/faulty-vtn.ts";
import { sendOnSocket } from "../support/send-on-socket.ts";
import { type WireRequestOptions, wireRequest } from "../support/wire-request.ts";

type FaultyVtn = Awaited<ReturnType<typeof startFaultyVtn>>;
const post = ({ reportsUrl, report }: FaultyVtn, more: WireRequestOptions = {}) =>
  wireRequest(reportsUrl, { method: "POST", body: report, ...more });

describe("latency", () => {
  it("stores and answers only when the time has passed", async () => {
    const clock = new ManualClock();
    await using vtn = await startFaultyVtn({
      clock,
      faults: [{ fault: { kind: "latency", delayMs: 30_000 } }],
    });
    const answer = post(vtn);
    while (clock.pendingTimerCount === 0) await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(29_999);
    expect(vtn.stored).toEqual([]);
    await clock.advance(1);
    expect((await answer).status).toBe(201);
    expect(vtn.stored).toHaveLength(1);
  });

  it("stores at once and answers late where asked to", async () => {
    const clock = new ManualClock();
    await using vtn = await startFaultyVtn({
      clock,
      faults: [{ fault: { kind: "latency", delayMs: 30_000, when: "afterStoring" } }],
    });
    const answer = post(vtn);
    while (clock.pendingTimerCount === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(vtn.stored).toHaveLength(1);
    await clock.advance(30_000);
    expect(await answer).toMatchObject({ status: 201, isComplete: true });
  });
});

describe("status", () => {
  it("answers a problem of any status, and stores nothing", async () => {
    await using vtn = await startFaultyVtn({
      faults: [{ fault: { kind: "status", status: 503 } }],
    });
    const answer = await post(vtn);
    expect(answer).toMatchObject({ status: 503, headers: { "content-type": "application/json" } });
    expect(JSON.parse(answer.body)).toMatchObject({ status: 503 });
    expect(vtn.stored).toEqual([]);
  });

  it("answers the page of a gateway, and stores where asked to", async () => {
    await using vtn = await startFaultyVtn({
      faults: [{ fault: { kind: "status", status: 504, body: "html", when: "afterStoring" } }],
    });
    const answer = await post(vtn);
    expect(answer.status).toBe(504);
    expect(answer.headers["content-type"]).toMatch(/^text\/html/);
    expect(answer.body).toContain("<h1>504</h1>");
    expect(vtn.stored).toHaveLength(1);
  });

  it("answers without a body", async () => {
    await using vtn = await startFaultyVtn({
      faults: [{ fault: { kind: "status", status: 500, body: "empty" } }],
    });
    expect(await post(vtn)).toMatchObject({ status: 500, body: "", isComplete: true });
  });
});

describe("retryAfter", () => {
  it.each([
    ["seconds", "3"],
    ["date", "Thu, 16 Jan 2025 14:00:03 GMT"],
    ["nonsense", "soon"],
  ] as const)("says when to come again as %s", async (as, text) => {
    await using vtn = await startFaultyVtn({
      clock: new ManualClock(),
      faults: [{ fault: { kind: "retryAfter", status: 429, delayMs: 2_001, as } }],
    });
    const answer = await post(vtn);
    expect([answer.status, answer.headers["retry-after"]]).toEqual([429, text]);
    expect(vtn.stored).toEqual([]);
  });
});

describe("reset", () => {
  it.each([
    ["beforeStoring", 0],
    ["afterStoring", 1],
  ] as const)("resets the connection %s, without a byte of an answer", async (when, count) => {
    await using vtn = await startFaultyVtn({ faults: [{ fault: { kind: "reset", when } }] });
    expect(await sendOnSocket(vtn.reportsUrl, vtn.report)).toEqual({
      bytes: "",
      errorCode: "ECONNRESET",
    });
    expect(vtn.stored).toHaveLength(count);
  });

  it("ends the connection in an orderly way where asked to", async () => {
    await using vtn = await startFaultyVtn({
      faults: [{ fault: { kind: "reset", as: "end", when: "afterStoring" } }],
    });
    expect(await sendOnSocket(vtn.reportsUrl, vtn.report)).toEqual({ bytes: "" });
    expect(vtn.stored).toHaveLength(1);
  });
});

describe("hang", () => {
  it.each([
    ["beforeStoring", 0],
    ["afterStoring", 1],
  ] as const)("never answers, %s, until the client gives up", async (when, count) => {
    await using vtn = await startFaultyVtn({ faults: [{ fault: { kind: "hang", when } }] });
    const stop = new AbortController();
    const answer = post(vtn, { signal: stop.signal });
    while (vtn.faults.struckCount === 0 || vtn.stored.length < count) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    stop.abort();
    expect(await answer).toMatchObject({ errorCode: "ABORT_ERR", body: "" });
    expect(vtn.stored).toHaveLength(count);
  });
});

describe("trickle", () => {
  it("gives the right answer, a few bytes each interval", async () => {
    const clock = new ManualClock();
    await using vtn = await startFaultyVtn({
      clock,
      faults: [{ fault: { kind: "trickle", bytesPerInterval: 40, intervalMs: 1_000 } }],
    });
    const answer = post(vtn);
    let intervalCount = 0;
    let isAnswered = false;
    answer.then(() => {
      isAnswered = true;
    });
    while (!isAnswered) {
      await new Promise((resolve) => setImmediate(resolve));
      intervalCount += clock.pendingTimerCount;
      await clock.advance(1_000 * clock.pendingTimerCount);
    }
    const { status, body, isComplete } = await answer;
    expect([status, isComplete, intervalCount]).toEqual([201, true, Math.ceil(body.length / 40)]);
    expect(JSON.parse(body)).toEqual(vtn.stored[0]);
  });
});

describe("truncate", () => {
  it("announces the whole answer, sends a part and ends the connection", async () => {
    await using vtn = await startFaultyVtn({
      faults: [{ fault: { kind: "truncate", keptBytes: 10 } }],
    });
    const answer = await post(vtn);
    const whole = JSON.stringify(vtn.stored[0]);
    expect(answer).toMatchObject({ status: 201, isComplete: false, errorCode: "ECONNRESET" });
    expect(answer.headers["content-length"]).toBe(String(whole.length));
    expect(answer.body).toBe(whole.slice(0, 10));
  });
});

describe("malformed", () => {
  it("breaks the JSON off under a right length, after storing", async () => {
    await using vtn = await startFaultyVtn({
      faults: [{ fault: { kind: "malformed", body: "notJson" } }],
    });
    const answer = await post(vtn);
    expect(answer).toMatchObject({ status: 201, isComplete: true });
    expect(answer.headers["content-type"]).toBe("application/json");
    expect(() => JSON.parse(answer.body)).toThrow(SyntaxError);
    expect(vtn.stored).toHaveLength(1);
  });

  it("gives JSON of another shape", async () => {
    await using vtn = await startFaultyVtn({
      faults: [{ fault: { kind: "malformed", body: "wrongShape" } }],
    });
    const answer = await post(vtn);
    expect(answer.status).toBe(201);
    expect(Object.keys(JSON.parse(answer.body))).toEqual(["unexpected"]);
  });

  it("gives a web page with 200 and stores nothing, as a captive portal does", async () => {
    await using vtn = await startFaultyVtn({
      faults: [{ fault: { kind: "malformed", body: "html", when: "beforeStoring" } }],
    });
    const answer = await post(vtn);
    expect(answer.status).toBe(200);
    expect(answer.headers["content-type"]).toMatch(/^text\/html/);
    expect(vtn.stored).toEqual([]);
  });

  it("gives the right body under a wrong type", async () => {
    await using vtn = await startFaultyVtn({
      faults: [{ fault: { kind: "malformed", body: "wrongContentType" } }],
    });
    const answer = await post(vtn);
    expect(answer.headers["content-type"]).toBe("text/plain; charset=utf-8");
    expect(JSON.parse(answer.body)).toEqual(vtn.stored[0]);
  });

  it("gives success without a body", async () => {
    await using vtn = await startFaultyVtn({
      faults: [{ fault: { kind: "malformed", body: "empty" } }],
    });
    expect(await post(vtn)).toMatchObject({ status: 201, body: "", isComplete: true });
    expect(vtn.stored).toHaveLength(1);
  });
});

describe("expiredToken", () => {
  const withToken = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

  it("refuses one token for good, and no other", async () => {
    await using vtn = await startFaultyVtn({
      faults: [{ fault: { kind: "expiredToken" }, times: 1 }],
    });
    const refused = await post(vtn, withToken("old"));
    expect(refused.status).toBe(401);
    expect(refused.headers["www-authenticate"]).toContain('error="invalid_token"');
    expect((await post(vtn, withToken("new"))).status).toBe(201);
    expect((await post(vtn, withToken("old"))).status).toBe(401);
    expect((await post(vtn, withToken("new"))).status).toBe(201);
    expect((await post(vtn)).status).toBe(201);
    expect(vtn.stored).toHaveLength(3);
    expect(vtn.faults.added.map(({ struckCount }) => struckCount)).toEqual([2]);
  });

  it("answers 403 as some VTNs do, to every token unless told how many", async () => {
    await using vtn = await startFaultyVtn({
      faults: [{ fault: { kind: "expiredToken", status: 403 } }],
    });
    const refused = await post(vtn, withToken("old"));
    expect([refused.status, refused.headers["www-authenticate"]]).toEqual([403, undefined]);
    expect((await post(vtn, withToken("new"))).status).toBe(403);
    expect(vtn.stored).toEqual([]);
  });
});

describe("redirect", () => {
  it.each([
    [undefined, 307, "/elsewhere"],
    [302, 302, "http://169.254.169.254/latest"],
  ] as const)("status %s sends with %i to %s", async (asked, status, location) => {
    await using vtn = await startFaultyVtn({
      faults: [
        {
          fault: { kind: "redirect", location, ...(asked === undefined ? {} : { status: asked }) },
        },
      ],
    });
    expect(await post(vtn)).toMatchObject({ status, headers: { location }, body: "" });
    expect(vtn.stored).toEqual([]);
  });
});

describe("endlessPaging", () => {
  const list = async (url: string) => {
    const answer = await wireRequest(url);
    return (JSON.parse(answer.body) as { id: string }[]).map(({ id }) => id);
  };

  it("gives the first page again, filled up, whatever is skipped", async () => {
    await using vtn = await startFaultyVtn({
      faults: [{ fault: { kind: "endlessPaging" }, method: "GET" }],
    });
    await post(vtn);
    await post(vtn);
    const [one, other] = vtn.stored.map(({ id }) => id);
    const page = [one, other, one];
    expect(await list(`${vtn.reportsUrl}?limit=3`)).toEqual(page);
    expect(await list(`${vtn.reportsUrl}?limit=3&skip=300`)).toEqual(page);
    expect(await list(vtn.reportsUrl)).toHaveLength(50);
  });

  it("gives new ids on each page where asked to", async () => {
    await using vtn = await startFaultyVtn({
      faults: [{ fault: { kind: "endlessPaging", ids: "new" } }],
    });
    await post(vtn);
    const first = await list(`${vtn.reportsUrl}?limit=2`);
    const second = await list(`${vtn.reportsUrl}?limit=2&skip=2`);
    expect(new Set([...first, ...second]).size).toBe(4);
  });

  it("leaves an empty list and other operations alone", async () => {
    await using vtn = await startFaultyVtn({ faults: [{ fault: { kind: "endlessPaging" } }] });
    expect(await list(vtn.reportsUrl)).toEqual([]);
    expect((await post(vtn)).status).toBe(201);
    expect(vtn.stored).toHaveLength(1);
  });
});

describe("oversized", () => {
  it("blows the right answer up to more than a client should take", async () => {
    await using vtn = await startFaultyVtn({ faults: [{ fault: { kind: "oversized" } }] });
    const answer = await post(vtn);
    expect([answer.headers["content-length"], answer.body.length]).toEqual(["6000000", 6_000_000]);
    expect(JSON.parse(answer.body)).toEqual(vtn.stored[0]);
  });

  it("tells no length where asked to", async () => {
    await using vtn = await startFaultyVtn({
      faults: [{ fault: { kind: "oversized", bytes: 200_000, isChunked: true } }],
    });
    const answer = await post(vtn);
    expect(answer.headers["transfer-encoding"]).toBe("chunked");
    expect(answer.body).toHaveLength(200_000);
    expect(JSON.parse(answer.body)).toEqual(vtn.stored[0]);
  });
});
