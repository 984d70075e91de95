import { describe, expect, it } from "vitest";
import type { ChaosEvent } from "../../scripts/chaos/history/chaos-event.ts";
import { isClean, isWhole, judgeHistory } from "../../scripts/chaos/history/judge-history.ts";

const reading = (id: string, powerW = 1) => ({ id, powerW });
const offered = (...ids: string[]): ChaosEvent => ({
  kind: "offered",
  tick: 0,
  readings: ids.map((id) => reading(id)),
});
const stored = (...ids: string[]): ChaosEvent => ({
  kind: "stored",
  reportName: "report",
  readings: ids.map((id) => reading(id)),
});
const of = (
  kind: "accepted" | "sent" | "acknowledged" | "waiting" | "dead",
  ...readings: string[]
): ChaosEvent => ({ kind, readings });

describe("judgeHistory", () => {
  it("finds nothing wrong where every accepted reading arrived once", () => {
    const verdict = judgeHistory([
      offered("a", "b"),
      of("accepted", "a", "b"),
      of("sent", "a", "b"),
      stored("a", "b"),
      of("acknowledged", "a", "b"),
    ]);
    expect(verdict).toMatchObject({ offered: 2, accepted: 2, stored: 2 });
    expect(isClean(verdict)).toBe(true);
  });

  it("calls a reading lost that was accepted and is neither at the VTN nor kept", () => {
    const verdict = judgeHistory([offered("a", "b"), of("accepted", "a", "b"), stored("a")]);
    expect(verdict.lost).toEqual(["b"]);
    expect(isWhole(verdict)).toBe(false);
  });

  it("calls no reading lost that was never accepted, that waits, or that is a dead letter", () => {
    const verdict = judgeHistory([
      offered("never accepted", "waits", "dead"),
      of("accepted", "waits", "dead"),
      of("waiting", "waits"),
      of("dead", "dead"),
    ]);
    expect(verdict).toMatchObject({ lost: [], waiting: 1, dead: 1 });
    expect(isClean(verdict)).toBe(true);
  });

  it("counts each arrival of a reading behind its first as a duplicate, in one report or in several", () => {
    const verdict = judgeHistory([
      offered("a", "b"),
      of("accepted", "a", "b"),
      stored("a", "a"),
      stored("a", "b"),
    ]);
    expect(verdict.duplicated).toEqual(["a", "a"]);
    expect(verdict.stored).toBe(4);
    expect([isWhole(verdict), isClean(verdict)]).toEqual([true, false]);
  });

  it("tells an acknowledgement of what the VTN does not have, even if it waits", () => {
    const verdict = judgeHistory([
      offered("a"),
      of("accepted", "a"),
      of("acknowledged", "a"),
      of("waiting", "a"),
    ]);
    expect(verdict).toMatchObject({ falselyAcknowledged: ["a"], lost: [] });
    expect(isWhole(verdict)).toBe(false);
  });

  it("tells a reading at the VTN that nobody offered, and one with another value", () => {
    const other: ChaosEvent = { kind: "stored", reportName: "r", readings: [reading("a", 1.001)] };
    const verdict = judgeHistory([offered("a"), of("accepted", "a"), other, stored("x")]);
    expect(verdict).toMatchObject({ invented: ["x"], altered: ["a"] });
    expect(isWhole(verdict)).toBe(false);
  });

  it("takes the rounding of kW for no other value", () => {
    const [offeredW, storedW] = [1_234.1, (1_234.1 / 1_000) * 1_000];
    const verdict = judgeHistory([
      { kind: "offered", tick: 0, readings: [reading("a", offeredW)] },
      { kind: "stored", reportName: "r", readings: [reading("a", storedW)] },
    ]);
    expect(verdict.altered).toEqual([]);
  });

  it("judges alike in whatever order things were written down", () => {
    const events = [
      offered("a", "b"),
      of("accepted", "a", "b"),
      of("sent", "a"),
      stored("a", "a"),
      of("acknowledged", "a"),
    ];
    expect(judgeHistory([...events].reverse())).toEqual(judgeHistory(events));
  });
});
