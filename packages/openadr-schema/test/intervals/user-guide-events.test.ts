import { eventRequestSchema as eventRequestSchema301 } from "@ven/openadr-schema/3.0.1";
import { eventRequestSchema } from "@ven/openadr-schema/3.1.0";
import { describe, expect, it } from "vitest";
import { at, expand } from "../support/expand-event.ts";
import { GUIDE_301, GUIDE_310 } from "../support/user-guide-events.ts";

describe("expandIntervals on the User Guide's events", () => {
  it("takes every one of them as the schemas do", () => {
    for (const event of Object.values(GUIDE_310)) {
      expect(eventRequestSchema.safeParse(event).error).toBeUndefined();
    }
    for (const event of Object.values(GUIDE_301)) {
      expect(eventRequestSchema301.safeParse(event).error).toBeUndefined();
    }
  });

  it("places an interval by the event's defaults (7.2-3)", () => {
    expect(expand(GUIDE_310["7.2-3"])).toEqual(["0: 02-10 00:00 to 02-10 01:00 PRICE 0.17"]);
  });

  it("gives each of several prices an equal part of the interval (7.3-1)", () => {
    expect(expand(GUIDE_310["7.3-1"])).toEqual([
      "0.0: 06-25 00:00 to 06-25 01:00 PRICE 0.17",
      "0.1: 06-25 01:00 to 06-25 02:00 PRICE 0.03",
      "0.2: 06-25 02:00 to 06-25 03:00 PRICE 0.11",
    ]);
  });

  it.each([
    ["7.4-1 of 3.1.0", GUIDE_310["7.4-1"], "3.1.0"],
    ["figure 12 of 3.0.1", GUIDE_301["figure 12"], "3.0.1"],
  ] as const)(
    "lets an interval override the duration and follow the one before (%s)",
    (_, event, version) => {
      expect(expand(event, { version })).toEqual([
        "0: 02-10 00:00 to 02-10 01:00 PRICE 0.17",
        "1: 02-10 01:00 to 02-10 03:00 PRICE 0.22",
      ]);
    },
  );

  it("does not split lists: curves and dispatch instructions (8.4-2, 8.12-1)", () => {
    expect(expand(GUIDE_310["8.4-2"])).toEqual([
      "0: 03-14 00:00 to 03-14 01:00 CURVE [object Object] [object Object]",
    ]);
    expect(expand(GUIDE_310["8.12-1"])).toEqual([
      "0: 02-13 19:00 to 02-13 21:00 DISPATCH_INSTRUCTION load_reduction combustion_gen_standby",
    ]);
  });

  it("needs no defaults where the first interval has a start (8.12-2)", () => {
    expect(expand(GUIDE_310["8.12-2"])).toEqual([
      "0: 02-13 19:00 to 02-13 20:00 DISPATCH_INSTRUCTION load_reduction combustion_gen_standby",
      "1: 02-13 20:00 to 02-13 22:00 DISPATCH_INSTRUCTION load_reduction combustion_gen",
    ]);
  });

  it("lets P9999Y last for ever (8.9.3-1)", () => {
    expect(expand(GUIDE_310["8.9.3-1"], { nowAtMs: Date.parse("2200-01-01T00:00:00Z") })).toEqual([
      "0: 02-10 00:00 to never DISPATCH_SETPOINT 0.5",
    ]);
  });

  it("has nothing for a cancelled event, and for one that has no intervals (8.10.2-4, 8.6-1)", () => {
    expect(expand(GUIDE_310["8.10.2-4"])).toEqual([]);
    expect(expand(GUIDE_310["8.6-1"])).toEqual([]);
    expect(expand(GUIDE_310["8.10.2-5"])).toEqual([
      "0: 02-10 00:00 to 02-10 01:00 CAPACITY_AVAILABLE 242",
    ]);
  });

  it("lets an event of 3.0.1 without any duration last until it is withdrawn (figure 9)", () => {
    const event = GUIDE_301["figure 9"];
    expect(expand(event, { version: "3.0.1" })).toEqual(["0: 02-10 00:00 to never PRICE 0.17"]);
    expect(expand(event, { version: "3.1.0" })).toEqual([
      "0: 02-10 00:00 to 02-10 00:00 PRICE 0.17",
    ]);
  });

  it("does it now (figure 33)", () => {
    expect(
      expand(GUIDE_301["figure 33"], { version: "3.0.1", nowAtMs: at("02-11 12:30") }),
    ).toEqual(["0: 02-11 12:30 to 02-11 16:30 DISPATCH_SETPOINT 0"]);
  });
});
