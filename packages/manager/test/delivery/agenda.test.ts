import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Agenda } from "../../src/delivery/agenda.ts";
import { DueTimes } from "../../src/delivery/due-times.ts";

describe("DueTimes", () => {
  it("says of every instant that it has come, never early and at most 50 ms late", () => {
    const times = fc.array(fc.nat({ max: 3_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(times, fc.integer({ min: 20, max: 400 }), (instants, stepMs) => {
        const due = new DueTimes();
        const open = new Set(instants);
        for (const atMs of instants) due.add(atMs);
        for (let nowMs = 0; nowMs <= 3_600; nowMs += stepMs) {
          expect(due.firstAtMs).toBeGreaterThanOrEqual(Math.min(...open, Number.POSITIVE_INFINITY));
          const isDue = due.take(nowMs);
          if (isDue) expect(Math.min(...open)).toBeLessThanOrEqual(nowMs);
          else for (const atMs of open) expect(atMs).toBeGreaterThan(nowMs - 50);
          if (isDue) for (const atMs of open) if (atMs <= nowMs - 50) open.delete(atMs);
          if (isDue)
            for (const atMs of open) if (Math.ceil(atMs / 50) * 50 <= nowMs) open.delete(atMs);
        }
        due.take(10_000);
        expect(due.firstAtMs).toBe(Number.POSITIVE_INFINITY);
        expect(due.take(20_000)).toBe(false);
      }),
    );
  });
});

describe("Agenda", () => {
  it("looks once at the beginning, and then only when there is a reason", () => {
    const agenda = new Agenda();
    expect([agenda.isPendingDue(0), agenda.areIntentsDue(0)]).toEqual([true, true]);
    agenda.sawAllPending();
    agenda.sawAllIntents();
    expect([agenda.isPendingDue(0), agenda.areIntentsDue(0)]).toEqual([false, false]);
    agenda.addPending(100);
    agenda.addIntent(200);
    expect(agenda.nextAtMs).toBe(100);
    expect([agenda.isPendingDue(99), agenda.areIntentsDue(199)]).toEqual([false, false]);
    expect([agenda.isPendingDue(100), agenda.areIntentsDue(200)]).toEqual([true, true]);
    agenda.sawAllPending();
    agenda.sawAllIntents();
    agenda.expectPending();
    expect([agenda.isPendingDue(300), agenda.areIntentsDue(300)]).toEqual([true, false]);
    agenda.expectAll();
    expect(agenda.areIntentsDue(300)).toBe(true);
  });

  it("does not forget what falls due after all was seen", () => {
    const agenda = new Agenda();
    agenda.addPending(100);
    agenda.addIntent(100);
    agenda.sawAllPending();
    agenda.sawAllIntents();
    expect([agenda.isPendingDue(100), agenda.areIntentsDue(100)]).toEqual([true, true]);
  });
});
