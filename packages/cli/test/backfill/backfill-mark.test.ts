import { describe, expect, it } from "vitest";
import { unfinishedOf, writeMark } from "../../src/backfill/backfill-mark.ts";
import type { BackfillPlan } from "../../src/backfill/backfill-plan.ts";

const plan: BackfillPlan = {
  source: "simulator",
  fromMs: 1_000,
  toMs: 9_000,
  everyMs: 1_000,
  vtnUrl: "http://127.0.0.1:1/openadr3",
  protocol: "flat",
  venIds: ["A"],
  loadIds: undefined,
  details: { seed: "ven" },
};

describe("unfinishedOf", () => {
  it("finds none where no mark is", () => {
    expect(unfinishedOf(plan, undefined, false)).toBe("none");
  });

  it("knows its own", () => {
    expect(unfinishedOf(plan, writeMark(plan), false)).toBe("this");
  });

  it.each([
    ["another source", { source: "replay" }],
    ["another step", { everyMs: 500 }],
    ["another VTN", { vtnUrl: "http://127.0.0.1:2/openadr3" }],
    ["another seed", { details: { seed: "two" } }],
    ["another VEN", { venIds: ["B"] }],
    ["other loads", { loadIds: ["load_0"] }],
    ["another period", { toMs: 8_000 }],
  ] as const)("refuses %s while the other is unfinished, unless that is left", (_, other) => {
    expect(() => unfinishedOf({ ...plan, ...other }, writeMark(plan), false)).toThrow(
      /another backfill is unfinished: .*--restart to leave it: what it took is delivered first/,
    );
    expect(unfinishedOf({ ...plan, ...other }, writeMark(plan), true)).toBe("another");
  });

  it.each(["{}", "no JSON", '{"plan":"a","fromMs":1,"toMs":2,"nextAtMs":2,"venCount":0}'])(
    "refuses a mark that it cannot read: %s",
    (mark) => {
      expect(() => unfinishedOf(plan, mark, false)).toThrow("another version of ven");
    },
  );
});
