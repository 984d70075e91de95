import { describe, expect, it } from "vitest";
import { Slots } from "../../src/delivery/slots.ts";

const LIVE = { isBacklog: false };
const BACKLOG = { isBacklog: true };

describe("slots of reports under way", () => {
  it("are taken one per report and come back all", () => {
    const slots = new Slots(16);
    const giveBack = slots.take(3, LIVE);
    expect([slots.freeCount(false), slots.isUnused]).toEqual([13, false]);
    giveBack();
    expect([slots.freeCount(false), slots.isUnused]).toEqual([16, true]);
  });

  it("are never more than there are, however many reports a shipment has", () => {
    const slots = new Slots(16);
    const giveBack = slots.take(1_000, LIVE);
    expect(slots.freeCount(false)).toBe(0);
    giveBack();
    expect(slots.freeCount(false)).toBe(16);
  });

  it("are half for the backlog, so that live readings find one", () => {
    const slots = new Slots(16);
    const giveBack = slots.take(1_000, BACKLOG);
    expect([slots.freeForBacklog, slots.freeCount(false)]).toEqual([0, 8]);
    giveBack();
    expect([slots.freeForBacklog, slots.freeCount(false)]).toEqual([8, 16]);
  });

  it("are one while a single report finds out whether the VTN is back", () => {
    const slots = new Slots(16);
    expect(slots.freeCount(true)).toBe(1);
    slots.take(1, LIVE);
    expect(slots.freeCount(true)).toBe(0);
  });

  it("are one for live readings and the backlog together where there is one at all", () => {
    const slots = new Slots(1);
    expect(slots.freeForBacklog).toBe(1);
    slots.take(1, BACKLOG);
    expect(slots.freeCount(false)).toBe(0);
  });
});
