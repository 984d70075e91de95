import { MANAGER_LOG } from "@ven/manager";
import { VtnProblemError } from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import type { PartOutcome } from "../../src/delivery/carrier.ts";
import { DeliveryWorld } from "./support/delivery-world.ts";
import { senderAt } from "./support/sender-at.ts";

const accepted: PartOutcome = { kind: "accepted" };

function notFound(): VtnProblemError {
  return new VtnProblemError("GET /vens", { status: 404, isAmbiguous: false, body: "" });
}

/** A VTN that does not register VENs called `bad...`, for a while. */
function refusingVtn() {
  let isWell = false;
  let openCount = 0;
  const made = senderAt({
    send: () => accepted,
    open: (venId) => {
      if (isWell || !venId.startsWith("bad")) return;
      openCount += 1;
      throw notFound();
    },
  });
  const venFailures = (level: "error" | "debug") =>
    made.logger.records.filter(
      (record) => record.level === level && record.message === MANAGER_LOG.venFailed,
    ).length;
  const recover = () => {
    isWell = true;
  };
  return { ...made, openCount: () => openCount, venFailures, recover };
}

describe("a VEN that the VTN does not register", () => {
  it("is asked for less and less, however many of its shipments wait, and delivers once it is", async () => {
    const { sender, tick, append, clock, counts, logger, openCount, venFailures, recover } =
      refusingVtn();
    for (let index = 0; index < 100; index += 1) await append(index, ["bad"]);
    for (let index = 100; index < 700; index += 1) {
      await tick(index, ["bad"]);
      await clock.advance(500);
    }
    // Half of 1, 2, 4 ... 300 s.
    expect(openCount()).toBeLessThanOrEqual(11);
    expect(sender.vtnState).toMatchObject({
      health: "refusing",
      reason: expect.stringContaining("404"),
    });
    expect([venFailures("error"), venFailures("debug")]).toEqual([1, openCount() - 1]);
    const postponed = logger.records.filter(({ message }) => message === MANAGER_LOG.postponed);
    expect(postponed.filter(({ level }) => level === "warn")).toHaveLength(1);
    expect((await counts()).dead).toBe(0);
    recover();
    await clock.advance(300_000);
    expect(await counts()).toMatchObject({ delivered: 700 * 3, pending: 0, intent: 0 });
    expect(sender.vtnState).toEqual({ health: "up" });
    await sender.stop(0);
  });

  it("holds up none of the others, and does not make the VTN look bad", async () => {
    const { sender, tick, clock, counts } = refusingVtn();
    for (let index = 0; index < 20; index += 1) {
      await tick(index, ["bad-1", "bad-2", "bad-3", "a", "b"]);
      await clock.advance(100);
      expect((await counts()).delivered).toBe((index + 1) * 6);
      expect(sender.vtnState).toEqual({ health: "up" });
    }
    await sender.stop(0);
  });

  it("is not asked for by shipments that are planned already, or may have arrived", async () => {
    let state: "well" | "lost" | "gone" = "lost";
    let openCount = 0;
    const { sender, append, clock, counts } = senderAt({
      send: () =>
        state === "lost" ? { kind: "ambiguous", reason: "reset", isVtnDown: false } : accepted,
      look: () => ({ kind: "looked", found: new Set(), isComplete: true, pageCount: 1 }),
      open: () => {
        if (state !== "gone") return;
        openCount += 1;
        throw notFound();
      },
    });
    for (let index = 0; index < 30; index += 1) await append(index);
    sender.wake();
    await clock.advance(1_500);
    expect((await counts()).intent).toBeGreaterThan(0);
    state = "gone";
    await clock.advance(60_000);
    // Those that are under way at once ask once.
    expect(openCount).toBeLessThanOrEqual(10);
    state = "well";
    await clock.advance(600_000);
    expect(await counts()).toMatchObject({ delivered: 90, dead: 0, intent: 0, pending: 0 });
    await sender.stop(0);
  });
});

describe("a VTN that answers 404 to everything for a while", () => {
  it("is not hammered, and has all once it is back", async () => {
    await using world = await DeliveryWorld.open();
    const manager = await world.manager({ reportWaitMs: 0, retryFirstMs: 50, retryLongestMs: 400 });
    await manager.generateReports();
    await manager.drain();
    const gone = world.vtn.vtn.faults.add({ fault: { kind: "status", status: 404 } });
    const before = world.vtn.vtn.requests.length;
    for (let tick = 0; tick < 30; tick += 1) await manager.generateReports();
    expect((await manager.deliveryStatus()).vtn.health).toBe("refusing");
    // A first report and its doubt, then the VEN alone.
    expect(world.vtn.vtn.requests.length - before).toBeLessThan(60);
    gone.remove();
    await manager.drain();
    expect(new Set(world.readings()).size).toBe(31 * 6);
    expect(world.readings()).toHaveLength(31 * 6);
    expect((await world.counts()).dead).toBe(0);
  });
});
