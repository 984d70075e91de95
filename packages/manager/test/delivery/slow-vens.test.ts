import { describe, expect, it } from "vitest";
import type { PartOutcome } from "../../src/delivery/carrier.ts";
import { senderAt } from "./support/sender-at.ts";

const accepted: PartOutcome = { kind: "accepted" };
const names = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

/** A sender whose VENs called `slow-...` take long to register. */
function senderWithSlowVens() {
  const arrivals: { readonly venId: string; readonly atMs: number }[] = [];
  const waiting: (() => void)[] = [];
  const made = senderAt({
    send: (venId) => {
      arrivals.push({ venId, atMs: made.clock.monotonic() });
      return accepted;
    },
    open: async (venId) => {
      if (venId.startsWith("slow") && !isOpen) {
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
        });
      }
    },
  });
  let isOpen = false;
  const openAll = () => {
    isOpen = true;
    for (const resolve of waiting) resolve();
  };
  return { ...made, arrivals, openAll };
}

describe("VENs that take long to register", () => {
  it("are passed over, however many they are, and come back once they are registered", async () => {
    const { sender, append, tick, clock, counts, arrivals, openAll } = senderWithSlowVens();
    await append(0, names("quick", 10));
    await tick(1, names("slow", 500));
    await clock.advance(1_000);
    // Ten plans of slow ones lie before them.
    expect(arrivals.map(({ venId }) => venId).sort()).toEqual(names("quick", 10));
    openAll();
    await clock.advance(5_000);
    expect(arrivals).toHaveLength(510);
    expect((await counts()).delivered).toBe(510 * 3);
    await sender.stop(0);
  });

  it("do not make the others wait again with each tick", async () => {
    const { sender, tick, clock, arrivals, openAll } = senderWithSlowVens();
    const fleet = [...names("quick", 5), ...names("slow", 5)];
    await tick(0, fleet);
    await clock.advance(10_000);
    const before = clock.monotonic();
    await tick(1, fleet);
    await clock.advance(1);
    const quick = arrivals.filter(({ atMs }) => atMs >= before).map(({ venId }) => venId);
    expect(quick.sort()).toEqual(names("quick", 5));
    openAll();
    await clock.advance(20_000);
    expect(arrivals).toHaveLength(20);
    await sender.stop(0);
  });
});
