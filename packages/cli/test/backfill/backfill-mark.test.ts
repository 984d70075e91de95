import { describe, expect, it } from "vitest";
import { startOf, writeMark } from "../../src/backfill/backfill-mark.ts";
import type { BackfillPlan } from "../../src/backfill/backfill-plan.ts";

const plan: BackfillPlan = {
  source: "simulator",
  fromMs: 1_000,
  toMs: 9_000,
  everyMs: 1_000,
  vtnUrl: "http://127.0.0.1:1/openadr3",
  protocol: "flat",
  details: { seed: "ven" },
};
const half = { nextAtMs: 5_000, venCount: 3 };

describe("startOf", () => {
  it("begins at the beginning where nothing was reported", () => {
    expect(startOf(plan, undefined)).toEqual({ nextAtMs: 1_000, venCount: 0 });
  });

  it("goes on where the same plan was", () => {
    expect(startOf(plan, writeMark(plan, half))).toEqual(half);
  });

  it.each([
    ["another source", { source: "replay" }],
    ["another step", { everyMs: 500 }],
    ["another VTN", { vtnUrl: "http://127.0.0.1:2/openadr3" }],
    ["another seed", { details: { seed: "two" } }],
  ] as const)("refuses %s while the other plan is unfinished", (_, other) => {
    expect(() => startOf({ ...plan, ...other }, writeMark(plan, half))).toThrow(
      /another backfill is unfinished: .*--restart/,
    );
  });

  it("begins another plan once the last one is finished", () => {
    const done = writeMark(plan, { nextAtMs: 9_000, venCount: 0 });
    const next = { ...plan, fromMs: 9_000, toMs: 10_000 };
    expect(startOf(next, done)).toEqual({ nextAtMs: 9_000, venCount: 0 });
  });

  it.each(["{}", "no JSON", '{"plan":1}'])("refuses a mark that it cannot read: %s", (mark) => {
    expect(() => startOf(plan, mark)).toThrow("another version of ven");
  });
});
