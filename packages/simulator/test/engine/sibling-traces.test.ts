import { describe, expect, it } from "vitest";
import { SiblingTraces } from "../../src/engine/sibling-traces.ts";

const trace = (segments: number) => ({
  startS: 0,
  endS: 86_400,
  fromS: new Float64Array(segments),
  powerDw: new Float64Array(segments),
});

describe("kept traces of siblings", () => {
  it("are found by load and day, before 1970 too, until all are forgotten", () => {
    const traces = new SiblingTraces(100_000);
    const kept = [trace(1), trace(2), trace(3)] as const;
    traces.keep(1, 20_000, kept[0]);
    traces.keep(2, 20_000, kept[1]);
    traces.keep(2, -20_000, kept[2]);
    expect(traces.find(1, 20_000)).toBe(kept[0]);
    expect(traces.find(2, 20_000)).toBe(kept[1]);
    expect(traces.find(2, -20_000)).toBe(kept[2]);
    expect(traces.find(1, 20_001)).toBeUndefined();
    traces.empty();
    expect(traces.find(1, 20_000)).toBeUndefined();
  });

  it("take no more room than they may: once full they begin anew", () => {
    const traces = new SiblingTraces(10_000);
    for (let day = 0; day < 8; day += 1) traces.keep(0, day, trace(100));
    const found = Array.from({ length: 8 }, (_, day) => traces.find(0, day) !== undefined);
    expect(found).toEqual([false, false, false, false, true, true, true, true]);
  });
});
