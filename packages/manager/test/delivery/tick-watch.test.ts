import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TickWatch } from "../../src/delivery/tick-watch.ts";
import { turns } from "./support/turns.ts";

async function isDone(watch: TickWatch): Promise<boolean> {
  let is = false;
  void watch.done.then(() => {
    is = true;
  });
  await turns(1);
  return is;
}

describe("TickWatch", () => {
  it("is done when each reading was tried, in parts or whole, and counts each as it became", async () => {
    const watch = new TickWatch([
      { key: "a/1", count: 4 },
      { key: "b/1", count: 2 },
    ]);
    watch.note("a/1.0-1", "sent", 2);
    watch.note("a/1.2-2", "failed", 1, "400");
    watch.note("b/1", "waiting", 2, "503");
    expect(await isDone(watch)).toBe(false);
    watch.note("x/9", "sent", 1);
    watch.note("a/1.3-3", "sent", 1);
    expect(await isDone(watch)).toBe(true);
    expect(watch.fates.get("a/1")).toMatchObject({ sentCount: 3, failedCount: 1, reason: "400" });
    expect(watch.fates.get("b/1")).toMatchObject({ sentCount: 0, reason: "503" });
  });

  it("never counts more readings than there are, whatever becomes of each in turn", () => {
    const became = fc.constantFrom("sent", "failed", "waiting");
    fc.assert(
      fc.property(fc.array(fc.tuple(became, fc.boolean()), { maxLength: 8 }), (events) => {
        const watch = new TickWatch([{ key: "a/1", count: 8 }]);
        let settled = 0;
        for (const [kind] of events) {
          watch.note("a/1", kind, 1);
          if (kind !== "waiting") settled += 1;
        }
        const fate = watch.fates.get("a/1");
        expect((fate?.sentCount ?? 0) + (fate?.failedCount ?? 0)).toBe(settled);
        expect(fate?.openCount).toBe(8 - events.length);
      }),
    );
  });

  it("is done at once with nothing to follow, and when it is given up", async () => {
    expect(await isDone(new TickWatch([]))).toBe(true);
    const watch = new TickWatch([{ key: "a/1", count: 4 }]);
    watch.note("a/1", "sent", 1);
    watch.giveUp("the VTN is down");
    expect(await isDone(watch)).toBe(true);
    expect(watch.fates.get("a/1")).toMatchObject({ sentCount: 1, reason: "the VTN is down" });
    watch.note("a/1", "sent", 3);
    expect(watch.fates.get("a/1")?.sentCount).toBe(4);
  });

  it("does not wait for readings that the outbox did not keep", async () => {
    const full = new TickWatch([{ key: "a/1", count: 4 }]);
    full.expect({ acceptedCount: 0, droppedCount: 4, duplicateCount: 0 });
    expect(await isDone(full)).toBe(true);
    expect(full.fates.get("a/1")).toMatchObject({ failedCount: 4, duplicateCount: 0 });
    const again = new TickWatch([{ key: "a/1", count: 4 }]);
    again.expect({ acceptedCount: 0, droppedCount: 0, duplicateCount: 4 });
    expect(await isDone(again)).toBe(true);
    expect(again.fates.get("a/1")).toMatchObject({ failedCount: 0, duplicateCount: 4 });
  });
});
