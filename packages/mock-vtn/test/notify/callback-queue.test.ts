import { ManualClock, RecordingLogger } from "@ven/core/testing";
import { describe, expect, it } from "vitest";
import type { Callback } from "../../src/notify/call-back.ts";
import { CallbackQueue } from "../../src/notify/callback-queue.ts";
import { NOTIFY_LOG } from "../../src/notify/notify-log.ts";
import { Underway } from "../../src/notify/underway.ts";

/** A queue whose receiver answers with the statuses given, then with 200; 0 is no answer. */
function newQueue(statuses: number[], more: { maxTries?: number; maxWaiting?: number } = {}) {
  const clock = new ManualClock();
  const logger = new RecordingLogger();
  const underway = new Underway();
  const closing = new AbortController();
  const arrived: string[] = [];
  const queue = new CallbackQueue({
    receiver: { subscriptionId: "subscription-1", origin: "http://a" },
    call: async ({ body = "" }) => {
      const status = statuses.shift() ?? 200;
      arrived.push(`${body} ${status}`);
      await new Promise((resolve) => setImmediate(resolve));
      if (status === 0) throw new Error("connect ECONNREFUSED");
      return { status, body: "" };
    },
    clock,
    logger,
    underway,
    maxTries: 4,
    firstPauseMs: 1_000,
    maxWaiting: 10,
    signal: closing.signal,
    ...more,
  });
  const add = (...bodies: string[]) => {
    for (const body of bodies) queue.add({ url: "http://a", method: "POST", body } as Callback);
  };
  return { queue, clock, logger, underway, closing, arrived, add };
}

describe("CallbackQueue", () => {
  it("delivers one after the other, in order", async () => {
    const { queue, underway, arrived, add } = newQueue([]);
    add("a", "b");
    expect(queue.waitingCount).toBe(2);
    await underway.settled();
    add("c");
    await underway.settled();
    expect(arrived).toEqual(["a 200", "b 200", "c 200"]);
    expect([queue.deliveredCount, queue.waitingCount]).toEqual([3, 0]);
  });

  it("tries again after growing pauses, and lets nothing overtake", async () => {
    const { queue, clock, logger, underway, arrived, add } = newQueue([500, 0, 301]);
    add("a", "b");
    await underway.settled();
    expect(arrived).toEqual(["a 500"]);
    await clock.advance(999);
    expect(arrived).toHaveLength(1);
    await clock.advance(1);
    await clock.advance(1_999);
    expect(arrived).toEqual(["a 500", "a 0"]);
    await clock.advance(1);
    await clock.advance(4_000);
    await underway.settled();
    expect(arrived).toEqual(["a 500", "a 0", "a 301", "a 200", "b 200"]);
    expect([queue.isBroken, queue.deliveredCount]).toEqual([false, 2]);
    expect(logger.records.map(({ fields, message }) => [message, fields["reason"]])).toEqual([
      [NOTIFY_LOG.retry, "the receiver answered 500"],
      [NOTIFY_LOG.retry, "connect ECONNREFUSED"],
      [NOTIFY_LOG.retry, "the receiver answered 301"],
    ]);
  });

  it("breaks when every try has failed, and calls nobody any more", async () => {
    const { queue, clock, logger, underway, arrived, add } = newQueue([500, 500], { maxTries: 2 });
    add("a", "b");
    await underway.settled();
    await clock.advance(1_000);
    await underway.settled();
    add("c");
    await underway.settled();
    expect(arrived).toEqual(["a 500", "a 500"]);
    expect(queue).toMatchObject({
      isBroken: true,
      deliveredCount: 0,
      droppedCount: 3,
      waitingCount: 0,
      lastFailure: "the receiver answered 500",
    });
    expect(logger.messages("error")).toEqual([NOTIFY_LOG.broken]);
    expect(clock.pendingTimerCount).toBe(0);
  });

  it("calls again once it is mended", async () => {
    const { queue, underway, arrived, add } = newQueue([500], { maxTries: 1 });
    add("a");
    await underway.settled();
    expect(queue.isBroken).toBe(true);
    queue.mend();
    add("b");
    await underway.settled();
    expect(arrived).toEqual(["a 500", "b 200"]);
  });

  it("finishes what it has, without trying again", async () => {
    const { queue, clock, underway, arrived, add } = newQueue([200, 500]);
    let finishedCount = 0;
    add("a", "b", "c");
    queue.finish(() => {
      finishedCount += 1;
    });
    await underway.settled();
    expect([arrived, finishedCount, clock.pendingTimerCount]).toEqual([["a 200", "b 500"], 1, 0]);
    const idle = newQueue([]);
    idle.queue.finish(() => {
      finishedCount += 1;
    });
    expect(finishedCount).toBe(2);
  });

  it("goes on trying when it is mended before it has finished", async () => {
    const { queue, clock, underway, arrived, add } = newQueue([500]);
    let finishedCount = 0;
    add("a");
    queue.finish(() => {
      finishedCount += 1;
    });
    queue.mend();
    await underway.settled();
    await clock.advance(1_000);
    await underway.settled();
    expect([arrived, finishedCount]).toEqual([["a 500", "a 200"], 0]);
  });

  it("drops the oldest that wait when too many do", async () => {
    const { queue, logger, underway, arrived, add } = newQueue([], { maxWaiting: 3 });
    add("a", "b", "c", "d", "e");
    await underway.settled();
    expect(arrived).toEqual(["a 200", "d 200", "e 200"]);
    expect(queue.droppedCount).toBe(2);
    expect(logger.messages("warn")).toEqual([NOTIFY_LOG.dropped, NOTIFY_LOG.dropped]);
  });

  it("ends in the middle of a pause when the VTN closes, without a complaint", async () => {
    const { queue, clock, logger, underway, closing, arrived, add } = newQueue([500]);
    add("a", "b");
    await underway.settled();
    closing.abort();
    await clock.advance(0);
    await underway.settled();
    expect([arrived, queue.isBroken, clock.pendingTimerCount]).toEqual([["a 500"], false, 0]);
    expect(logger.messages("error")).toEqual([]);
  });
});
