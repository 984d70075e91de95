import { ManualClock } from "@ven/core/testing";
import { describe, expect, it } from "vitest";
import { startFaultyVtn } from "../support/faulty-vtn.ts";

type FaultyVtn = Awaited<ReturnType<typeof startFaultyVtn>>;
const post = ({ handle, report }: FaultyVtn, signal?: AbortSignal) =>
  handle(
    new Request("http://vtn.test/openadr3/3.1.0/reports", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(report),
      ...(signal === undefined ? {} : { signal }),
    }),
  );

describe("the nearest answers where there is no socket", () => {
  it.each(["reset", "end"] as const)("makes a network error of %s", async (as) => {
    await using vtn = await startFaultyVtn({
      faults: [{ fault: { kind: "reset", as, when: "afterStoring" } }],
    });
    expect((await post(vtn)).type).toBe("error");
    expect(vtn.stored).toHaveLength(1);
  });

  it("leaves the request that hangs unanswered until the client gives up", async () => {
    await using vtn = await startFaultyVtn({ faults: [{ fault: { kind: "hang" } }] });
    const stop = new AbortController();
    let answer: Response | undefined;
    const answered = post(vtn, stop.signal).then((response) => {
      answer = response;
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(answer).toBeUndefined();
    stop.abort();
    await answered;
    expect(answer?.type).toBe("error");
  });

  it("ends waits and answers that never come when the VTN closes", async () => {
    const vtn = await startFaultyVtn({
      clock: new ManualClock(),
      faults: [
        { fault: { kind: "hang" }, times: 1 },
        { fault: { kind: "latency", delayMs: 1_000 } },
      ],
    });
    const answers = [post(vtn), post(vtn)];
    await vtn.close();
    expect((await Promise.all(answers)).map(({ type }) => type)).toEqual(["error", "error"]);
  });

  it("breaks the body of a truncated answer off with an error", async () => {
    await using vtn = await startFaultyVtn({ faults: [{ fault: { kind: "truncate" } }] });
    const answer = await post(vtn);
    expect(answer.status).toBe(201);
    await expect(answer.text()).rejects.toThrow("cut off");
  });

  it("lets a trickling body come on the clock, and stops when nobody reads", async () => {
    const clock = new ManualClock();
    await using vtn = await startFaultyVtn({
      clock,
      faults: [{ fault: { kind: "trickle", bytesPerInterval: 4, intervalMs: 10 } }],
    });
    const answer = await post(vtn);
    expect(clock.pendingTimerCount).toBe(0);
    const reader = answer.body?.getReader();
    const first = reader?.read();
    await clock.advance(10);
    expect(String(Buffer.from((await first)?.value ?? []))).toBe('{"id');
    reader?.read();
    await clock.advance(0);
    expect(clock.pendingTimerCount).toBe(1);
    await reader?.cancel();
    expect(clock.pendingTimerCount).toBe(0);
  });

  it("breaks a trickling body off when the client gives up or the VTN closes", async () => {
    const clock = new ManualClock();
    const vtn = await startFaultyVtn({
      clock,
      faults: [{ fault: { kind: "trickle", bytesPerInterval: 4, intervalMs: 10 } }],
    });
    const stop = new AbortController();
    const [given, closed] = [await post(vtn, stop.signal), await post(vtn)];
    const bodies = [given.text(), closed.text()];
    await clock.advance(10);
    expect(clock.pendingTimerCount).toBe(2);
    stop.abort();
    await expect(bodies[0]).rejects.toThrow("cut off");
    expect(clock.pendingTimerCount).toBe(1);
    await vtn.close();
    await expect(bodies[1]).rejects.toThrow("cut off");
    expect(clock.pendingTimerCount).toBe(0);
  });
});
