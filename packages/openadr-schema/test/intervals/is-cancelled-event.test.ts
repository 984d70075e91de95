import { isCancelledEvent } from "@ven/openadr-schema";
import { describe, expect, it } from "vitest";
import { intervals, START } from "../support/expand-event.ts";
import { GUIDE_310 } from "../support/user-guide-events.ts";

const now = { start: "0001-01-01", duration: "PT0S" };

describe("isCancelledEvent", () => {
  it.each([
    ["3.1.0", now],
    ["3.0.1", { start: "0000-00-00", duration: "PT0S" }],
    ["a VTN that rewrites times", { start: "0001-01-01T00:00:00Z", duration: "P0Y0M0DT0H0M0S" }],
  ])("knows the form of %s", (_, intervalPeriod) => {
    expect(isCancelledEvent({ intervalPeriod, intervals: intervals(undefined, undefined) })).toBe(
      true,
    );
    expect(isCancelledEvent({ intervalPeriod })).toBe(true);
    expect(isCancelledEvent({ intervals: intervals(intervalPeriod) })).toBe(true);
  });

  it("asks that every interval be cancelled", () => {
    const later = { start: START, duration: "PT1H" };
    expect(isCancelledEvent({ intervalPeriod: now, intervals: intervals(undefined, later) })).toBe(
      false,
    );
    expect(isCancelledEvent(GUIDE_310["8.10.2-4"])).toBe(true);
    expect(isCancelledEvent(GUIDE_310["8.10.2-5"])).toBe(false);
  });

  it.each([
    ["starts at some time", { start: START, duration: "PT0S" }],
    ["lasts", { start: "0001-01-01", duration: "PT1H" }],
    ["says nothing of its duration", { start: "0001-01-01" }],
    ["has a duration that is none", { start: "0001-01-01", duration: "P0H" }],
  ])("takes no event for cancelled that %s", (_, intervalPeriod) => {
    expect(isCancelledEvent({ intervalPeriod, intervals: intervals(undefined) })).toBe(false);
  });

  it("takes no event for cancelled that has no times at all", () => {
    expect(isCancelledEvent({})).toBe(false);
  });
});
