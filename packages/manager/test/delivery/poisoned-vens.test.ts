import { describe, expect, it } from "vitest";
import type { PartOutcome } from "../../src/delivery/carrier.ts";
import { DeliveryWorld } from "./support/delivery-world.ts";
import { senderAt } from "./support/sender-at.ts";

const FLEET = Array.from({ length: 1_000 }, (_, index) =>
  index % 2 === 0 ? `good-${index}` : `poison-${index}`,
);
const READINGS = 3;

describe("a fleet half of whose VENs have every report refused", () => {
  it("delivers what the others read at once, and is done with the refused ones within a minute", async () => {
    const accepted: PartOutcome = { kind: "accepted" };
    const refused: PartOutcome = { kind: "refused", reason: "400" };
    let goodCount = 0;
    let refusedCount = 0;
    const { sender, tick, clock, counts } = senderAt({
      send: (venId, { readingCount }) => {
        if (venId.startsWith("poison")) {
          refusedCount += 1;
          return refused;
        }
        goodCount += readingCount;
        return accepted;
      },
    });
    await tick(0, FLEET, READINGS);
    await clock.advance(1_000);
    expect(goodCount).toBe(500 * READINGS);
    // Nor does the next tick of some wait for what is left of the refused ones.
    await tick(1, FLEET.slice(0, 100), READINGS);
    await clock.advance(1_000);
    expect(goodCount).toBe(550 * READINGS);
    await clock.advance(60_000);
    expect(await counts()).toEqual({
      delivered: 550 * READINGS,
      dead: 550 * READINGS,
      pending: 0,
      intent: 0,
      dropped: 0,
    });
    // Halved, or five times whole where nothing is taken in between.
    expect(refusedCount).toBeLessThanOrEqual(550 * 7);
    await sender.stop(0);
  });

  it("keeps only the refused ones at a VTN that answers 400", async () => {
    const venIds = Array.from(
      { length: 12 },
      (_, index) => (index % 2 ? "poison" : "good") + index,
    );
    await using world = await DeliveryWorld.open({ venIds, resourceCount: 1, loadCount: 2 });
    world.vtn.vtn.faults.add({
      operationId: "createReport",
      fault: {
        kind: "custom",
        answer: async (request, answerNormally) =>
          (await request.text()).includes('"clientName":"poison')
            ? Response.json({ title: "Bad Request", status: 400 }, { status: 400 })
            : await answerNormally(),
      },
    });
    const manager = await world.manager();
    await manager.generateReports();
    await manager.drain();
    expect(await world.counts()).toEqual({ delivered: 12, waiting: 0, dead: 12, dropped: 0 });
    const readings = world.readings();
    expect(readings.every((text) => text.startsWith("good"))).toBe(true);
    expect(new Set(readings).size).toBe(12);
  });
});
