import { systemClock } from "@ven/core";
import { ManualClock } from "@ven/core/testing";
import { describe, expect, it } from "vitest";
import { newAuthority } from "../../../vtn-client/test/support/certificates.ts";
import { type CallBackOptions, type Callback, callBack } from "../../src/notify/call-back.ts";
import { CallbackRules } from "../../src/notify/callback-rules.ts";
import { challenge } from "../../src/notify/challenge.ts";
import { refuse, startReceiver } from "../support/receiver.ts";

const options: CallBackOptions = {
  rules: new CallbackRules({ isExposed: false, allowedHosts: [] }),
  clock: systemClock,
  timeoutMs: 10_000,
  ca: undefined,
  signal: new AbortController().signal,
};

const notification = (url: string, more: Partial<Callback> = {}): Callback => ({
  url,
  method: "POST",
  body: '{"objectType":"EVENT"}',
  ...more,
});

describe("callBack", () => {
  it("sends the body as JSON, with the token that the receiver asked for", async () => {
    await using receiver = await startReceiver();
    const answer = await callBack(notification(receiver.url, { bearerToken: "t" }), options);
    expect(answer).toEqual({ status: 200, body: "" });
    await callBack(notification(receiver.url), options);
    const call = { method: "POST", path: "/callback", contentType: "application/json" };
    expect(receiver.calls).toEqual([
      { ...call, authorization: "Bearer t", body: '{"objectType":"EVENT"}' },
      { ...call, authorization: undefined, body: '{"objectType":"EVENT"}' },
    ]);
  });

  it("follows no redirect", async () => {
    await using receiver = await startReceiver();
    receiver.answer = (outgoing) => {
      outgoing.writeHead(307, { location: "/elsewhere" }).end();
    };
    expect((await callBack(notification(receiver.url), options)).status).toBe(307);
    expect(receiver.calls).toHaveLength(1);
  });

  it("reads the beginning of an answer that never ends", async () => {
    await using receiver = await startReceiver();
    receiver.answer = (outgoing) => {
      const write = () => {
        while (!outgoing.destroyed && outgoing.write("x".repeat(10_000)));
      };
      outgoing.on("drain", write);
      write();
    };
    const { status, body } = await callBack(notification(receiver.url), options);
    expect(status).toBe(200);
    expect(body.length).toBeLessThan(200_000);
  });

  it("gives up when no whole answer comes in time", async () => {
    await using receiver = await startReceiver();
    const clock = new ManualClock();
    receiver.answer = (outgoing) => {
      outgoing.write("not yet");
    };
    const answer = callBack(notification(receiver.url), { ...options, clock });
    const settled = expect(answer).rejects.toThrow("no answer within 10000 ms");
    while (receiver.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(10_000);
    await settled;
    expect(clock.pendingTimerCount).toBe(0);
  });

  it("ends with the VTN", async () => {
    await using receiver = await startReceiver();
    const closing = new AbortController();
    receiver.answer = () => closing.abort();
    const { signal } = closing;
    await expect(callBack(notification(receiver.url), { ...options, signal })).rejects.toThrow(
      "closing",
    );
  });

  it("does not open a connection that the rules forbid", async () => {
    await using receiver = await startReceiver();
    const rules = new CallbackRules({ isExposed: true, allowedHosts: [] });
    const url = receiver.url.replace("http:", "https:");
    await expect(callBack(notification(url), { ...options, rules })).rejects.toThrow("public");
    await expect(
      callBack(notification("https://nowhere.invalid/"), { ...options, rules }),
    ).rejects.toThrow();
    expect(receiver.calls).toEqual([]);
  });

  it("speaks TLS, and trusts only what it is told to", async () => {
    const authority = await newAuthority();
    await using receiver = await startReceiver({ tls: await authority.issue("localhost") });
    expect(await challenge(receiver, { ...options, ca: authority.cert })).toBeUndefined();
    await expect(callBack(notification(receiver.url), options)).rejects.toThrow("certificate");
    expect(receiver.calls).toHaveLength(1);
  });
});

describe("challenge", () => {
  it("asks for a random text, keeping the query of the receiver", async () => {
    await using receiver = await startReceiver();
    const url = `${receiver.url}?ven=1#part`;
    expect(await challenge({ url, bearerToken: "t" }, options)).toBeUndefined();
    expect(await challenge({ url: receiver.url }, options)).toBeUndefined();
    const [first, second] = receiver.calls;
    expect(first).toMatchObject({ method: "GET", authorization: "Bearer t", body: "" });
    expect(first?.path).toMatch(/^\/callback\?ven=1&echo=[0-9a-f]{32}$/);
    expect(second?.path).toMatch(/^\/callback\?echo=[0-9a-f]{32}$/);
    expect(first?.path.slice(-32)).not.toBe(second?.path.slice(-32));
  });

  it("says what the receiver did wrong", async () => {
    await using receiver = await startReceiver();
    receiver.answer = refuse(404);
    expect(await challenge(receiver, options)).toContain("404, not 200");
    receiver.answer = refuse(204);
    expect(await challenge(receiver, options)).toContain("204, not 200");
    receiver.answer = (outgoing) => outgoing.end("hello");
    expect(await challenge(receiver, options)).toContain("did not give the ?echo= value back");
    await receiver.close();
    expect(await challenge(receiver, options)).toContain("ECONNREFUSED");
    expect(await challenge({ url: "http://10.0.0.5/" }, options)).toContain("give an https");
  });
});
