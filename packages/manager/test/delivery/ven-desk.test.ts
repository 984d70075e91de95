import { VenId, VtnVenId } from "@ven/core";
import { ManualClock } from "@ven/core/testing";
import type { FlatVen } from "@ven/manager";
import { describe, expect, it } from "vitest";
import { VenDesk } from "../../src/delivery/ven-desk.ts";
import { turns } from "./support/turns.ts";

function deskWith(open: (venId: string) => Promise<void>) {
  const clock = new ManualClock();
  let lateCount = 0;
  const vens = {
    open: async (venId: string) => {
      await open(venId);
      return { protocol: "flat", venId: VenId(venId), vtnVenId: VtnVenId("v") } as FlatVen;
    },
    doubt: () => undefined,
  };
  const carrier = {
    mostPerReport: 1,
    quote: () => Promise.resolve({ programId: "p" }),
    send: () => Promise.resolve({ kind: "accepted" } as const),
  };
  const onLate = () => {
    lateCount += 1;
  };
  return {
    clock,
    desk: new VenDesk({ vens, carrier, clock, onLate }),
    lateCount: () => lateCount,
  };
}

describe("VenDesk", () => {
  it("gives VENs that are ready with what they quote, and why others are not", async () => {
    const { desk, clock } = deskWith(async (venId) => {
      if (venId === "bad") throw new Error("409");
    });
    const opened = await desk.open(["good", "bad"], {});
    expect(opened.get("good")).toMatchObject({ ven: { venId: "good" }, programId: "p" });
    expect(opened.get("bad")).toMatchObject({ error: new Error("409") });
    expect(clock.pendingTimerCount).toBe(0);
  });

  it("passes over a VEN that takes long, asks for it once at a time, and says when it is ready", async () => {
    let openCount = 0;
    let finish: () => void = () => undefined;
    const { desk, clock, lateCount } = deskWith(async (venId) => {
      if (venId !== "slow") return;
      openCount += 1;
      if (openCount > 1) return;
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
    });
    const first = desk.open(["slow", "quick"], {});
    await clock.advance(50);
    expect([...(await first).keys()]).toEqual(["quick"]);
    // Without any wait: the clock stands still.
    const second = await desk.open(["slow", "quick"], {});
    expect(second.get("slow")).toEqual({ isSlow: true });
    expect(second.get("quick")).toHaveProperty("ven");
    expect([openCount, lateCount()]).toEqual([1, 0]);
    finish();
    await turns();
    expect(lateCount()).toBe(1);
    expect((await desk.open(["slow"], {})).get("slow")).toHaveProperty("ven");
  });

  it("tells why a VEN that took long cannot report before it is tried anew", async () => {
    let openCount = 0;
    let fail: (error: Error) => void = () => undefined;
    const { desk, clock, lateCount } = deskWith(async () => {
      openCount += 1;
      await new Promise<void>((_, reject) => {
        fail = reject;
      });
    });
    const first = desk.open(["slow"], {});
    await clock.advance(50);
    expect((await first).size).toBe(0);
    fail(new Error("timed out"));
    await turns();
    expect(lateCount()).toBe(1);
    const told = await desk.open(["slow"], {});
    expect(told.get("slow")).toEqual({ error: new Error("timed out") });
    expect(openCount).toBe(1);
    void desk.open(["slow"], {});
    await turns();
    expect(openCount).toBe(2);
  });
});
