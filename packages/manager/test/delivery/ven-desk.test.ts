import { VenId, VtnVenId } from "@ven/core";
import { ManualClock } from "@ven/core/testing";
import type { FlatVen } from "@ven/manager";
import { describe, expect, it } from "vitest";
import { VenDesk } from "../../src/delivery/ven-desk.ts";
import { turns } from "./support/turns.ts";

function deskWith(open: (venId: string) => Promise<void>) {
  const clock = new ManualClock();
  const directory = {
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
  return { clock, desk: new VenDesk(directory, carrier, clock) };
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

  it("waits a second for a VEN that takes long, and asks for it once at a time", async () => {
    let openCount = 0;
    let finish: () => void = () => undefined;
    const { desk, clock } = deskWith(async (venId) => {
      if (venId !== "slow") return;
      openCount += 1;
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
    });
    const first = desk.open(["slow", "quick"], {});
    await clock.advance(1_000);
    expect([...(await first).keys()]).toEqual(["quick"]);
    const second = desk.open(["slow"], {});
    await turns();
    expect(openCount).toBe(1);
    finish();
    expect([...(await second).keys()]).toEqual(["slow"]);
  });
});
