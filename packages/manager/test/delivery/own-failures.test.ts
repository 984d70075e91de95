import { MANAGER_LOG } from "@ven/manager";
import { describe, expect, it } from "vitest";
import type { LookOutcome, PartOutcome } from "../../src/delivery/carrier.ts";
import { senderAt } from "./support/sender-at.ts";

const lost: PartOutcome = { kind: "ambiguous", reason: "reset", isVtnDown: false };
const isNotThere: LookOutcome = {
  kind: "looked",
  found: new Set(),
  isComplete: true,
  pageCount: 1,
};

describe("a report at which we fail ourselves", () => {
  it.each([3, 1])(
    "becomes a dead letter with its reason after some tries, and is told once, with %i readings a report",
    async (maxReadingsPerReport) => {
      let tryCount = 0;
      const { sender, tick, counts, clock, outbox, logger } = senderAt(
        {
          send: () => {
            tryCount += 1;
            throw new RangeError("offset is out of bounds");
          },
          look: () => isNotThere,
        },
        { maxReadingsPerReport },
      );
      await tick(0);
      await clock.advance(3_600_000);
      expect(await counts()).toMatchObject({ dead: 3, pending: 0, intent: 0, delivered: 0 });
      expect(tryCount).toBeGreaterThan(1);
      expect(tryCount).toBeLessThanOrEqual(15);
      const [letter] = await outbox.list({ sink: "vtn", state: "dead", limit: 10 });
      expect(letter?.reason).toContain("offset is out of bounds");
      const told = logger.records.filter(({ level }) => level === "error");
      expect(told).toHaveLength(1);
      expect(told[0]?.fields["reason"]).toContain("offset is out of bounds");
      await sender.stop(0);
    },
  );

  it("becomes a dead letter although it may have arrived, where it is the look that fails", async () => {
    const { sender, tick, counts, clock, outbox } = senderAt({
      send: () => lost,
      look: () => {
        throw new TypeError("that report is a riddle");
      },
    });
    await tick(0);
    await clock.advance(3_600_000);
    expect(await counts()).toMatchObject({ dead: 3, intent: 0 });
    const [letter] = await outbox.list({ sink: "vtn", state: "dead", limit: 10 });
    expect(letter?.reason).toContain("it may have arrived: that report is a riddle");
    await sender.stop(0);
  });

  it("arrives after all where that was a passing weakness, once", async () => {
    let tryCount = 0;
    const { sender, tick, counts, clock } = senderAt({
      send: () => {
        tryCount += 1;
        if (tryCount <= 3) throw new RangeError("Array buffer allocation failed");
        return { kind: "accepted" };
      },
      look: () => isNotThere,
    });
    await tick(0);
    await clock.advance(60_000);
    expect([tryCount, (await counts()).delivered]).toEqual([4, 3]);
    await sender.stop(0);
  });

  it("says nothing of the VTN: one that is down is not taken for back as no report can be made", async () => {
    const { sender, append, tick, counts, clock, logger } = senderAt({
      send: (venId) =>
        venId === "unfit"
          ? { kind: "refused", reason: "no report can be made of it", isUnsent: true }
          : { kind: "postponed", reason: "503", health: "down" },
    });
    await append(0, ["a", "b", "c", "d", "e", "f"]);
    await tick(1, ["g"]);
    await clock.advance(10_000);
    expect(sender.vtnState.health).toBe("down");
    await tick(2, ["unfit"], 1);
    await clock.advance(3_600_000);
    expect(await counts()).toMatchObject({ dead: 1, pending: 21 });
    expect(sender.vtnState.health).toBe("down");
    expect(logger.messages("info")).not.toContain(MANAGER_LOG.vtnBack);
    await sender.stop(0);
  });
});
