import { ManualClock } from "@ven/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OngoingCall } from "../../src/http/ongoing-call.ts";
import { OngoingCalls } from "../../src/http/ongoing-calls.ts";
import { checkTimeLimits } from "../../src/http/time-limits.ts";
import { SendLane } from "../../src/resilience/send-lane.ts";

function start(options: { readonly maxUnderWay: number; readonly maxPerSecond?: number }) {
  const clock = new ManualClock();
  const lane = new SendLane({ clock, ...options });
  const calls = new OngoingCalls(clock);
  const order: string[] = [];
  const newCall = () => {
    const request = {
      method: "GET",
      path: "/",
      headers: {},
      body: undefined,
      tried: "GET /",
      isRepeatable: true,
      lane: "api",
    } as const;
    return new OngoingCall(request, calls, checkTimeLimits({}));
  };
  const enter = async (name: string, call = newCall()) => {
    const isIn = lane.tryEnter() || (await lane.enter(call));
    order.push(isIn ? name : `${name} gave up`);
  };
  return { clock, lane, order, enter, newCall };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("a lane", () => {
  it("lets in as many as it may, then the others in the order in which they came", async () => {
    const { lane, order, enter } = start({ maxUnderWay: 2 });
    for (const name of ["a", "b", "c", "d", "e"]) enter(name);
    await settled();
    expect(order).toEqual(["a", "b"]);
    lane.leave();
    await settled();
    expect(order).toEqual(["a", "b", "c"]);
    // Who comes now goes behind those who wait.
    enter("f");
    for (let each = 0; each < 3; each += 1) lane.leave();
    await settled();
    expect(order).toEqual(["a", "b", "c", "d", "e", "f"]);
  });

  it("spaces starts evenly, without catching up on time in which nothing was to do", async () => {
    const { clock, lane, order, enter } = start({ maxUnderWay: 10, maxPerSecond: 4 });
    for (const name of ["a", "b", "c"]) enter(name);
    await clock.advance(249);
    expect(order).toEqual(["a"]);
    await clock.advance(1);
    expect(order).toEqual(["a", "b"]);
    await clock.advance(250);
    expect(order).toEqual(["a", "b", "c"]);
    for (let each = 0; each < 3; each += 1) lane.leave();
    await clock.advance(10_000);
    for (const name of ["d", "e"]) enter(name);
    await clock.advance(249);
    expect(order).toEqual(["a", "b", "c", "d"]);
    await clock.advance(1);
    expect(order).toEqual(["a", "b", "c", "d", "e"]);
    expect(clock.pendingTimerCount).toBe(0);
  });

  it("lets nobody overtake who waits, even when time has passed unnoticed", async () => {
    const { clock, order, enter } = start({ maxUnderWay: 10, maxPerSecond: 1 });
    enter("a");
    enter("b");
    await settled();
    const blocked = clock.block(1_000);
    enter("c");
    await blocked;
    expect(order).toEqual(["a", "b"]);
    await clock.advance(1_000);
    expect(order).toEqual(["a", "b", "c"]);
  });

  it("forgets who gives up while waiting, and their timer", async () => {
    const { clock, order, enter, newCall } = start({ maxUnderWay: 10, maxPerSecond: 1 });
    const call = newCall();
    enter("a");
    enter("b", call);
    await settled();
    expect(clock.pendingTimerCount).toBe(1);
    call.abort();
    await settled();
    expect(order).toEqual(["a", "b gave up"]);
    expect(clock.pendingTimerCount).toBe(0);
  });

  it("lets nobody in who gave up before", async () => {
    const { lane, order, enter, newCall } = start({ maxUnderWay: 1 });
    const call = newCall();
    call.abort();
    enter("a");
    enter("b", call);
    enter("c");
    await settled();
    lane.leave();
    await settled();
    expect(order).toEqual(["a", "b gave up", "c"]);
  });

  it("keeps its bound and its order whoever leaves or gives up, however many wait", async () => {
    const step = fc.constantFrom("come", "leave", "give up");
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { lane, order, enter, newCall } = start({ maxUnderWay: 3 });
        const waiting: { name: number; call: OngoingCall }[] = [];
        let came = 0;
        let underWay = 0;
        const expected: string[] = [];
        for (const each of steps) {
          if (each === "come") {
            came += 1;
            const call = newCall();
            enter(String(came), call);
            if (underWay < 3 && waiting.length === 0) {
              underWay += 1;
              expected.push(String(came));
            } else waiting.push({ name: came, call });
          } else if (each === "leave" && underWay > 0) {
            lane.leave();
            const next = waiting.shift();
            if (next === undefined) underWay -= 1;
            else expected.push(String(next.name));
          } else if (each === "give up") {
            const middle = waiting.splice(Math.floor(waiting.length / 2), 1)[0];
            middle?.call.abort();
          }
          await Promise.resolve();
        }
        await settled();
        expect(order.filter((name) => !name.endsWith("gave up"))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it("lets in a long queue in time that grows with its length alone", async () => {
    const { lane, order, enter } = start({ maxUnderWay: 1 });
    const entered = Array.from({ length: 50_000 }, (_, index) => enter(String(index)));
    for (let each = 0; each < 50_000; each += 1) lane.leave();
    await Promise.all(entered);
    expect(order).toHaveLength(50_000);
    expect(order.at(-1)).toBe("49999");
  });
});
