import { describe, expect, it } from "vitest";
import { splitTrace } from "../../src/trace/split-trace.ts";

const trace = {
  startS: 0,
  endS: 100,
  fromS: Float64Array.of(0, 40),
  powerDw: Float64Array.of(5, 7),
};

describe("a trace that is split", () => {
  it("has a segment that begins at each instant, and draws the same", () => {
    const { fromS, powerDw } = splitTrace(trace, [10, 10, 40, 99]);
    expect([...fromS]).toEqual([0, 10, 40, 99]);
    expect([...powerDw]).toEqual([5, 5, 7, 7]);
  });

  it("leaves out instants that are not of its day", () => {
    const { fromS, powerDw } = splitTrace(trace, [-50, 0, 100, 150, Number.POSITIVE_INFINITY]);
    expect([...fromS]).toEqual([0, 40]);
    expect([...powerDw]).toEqual([5, 7]);
  });
});
