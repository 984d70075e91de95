import { ManualClock, RecordingLogger } from "@ven/core/testing";
import { MANAGER_LOG } from "@ven/manager";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VtnGate } from "../../src/delivery/vtn-gate.ts";

function gateWith(random: () => number = () => 0.999_999) {
  const clock = new ManualClock();
  const logger = new RecordingLogger();
  const gate = new VtnGate({ clock, logger, random, retryFirstMs: 1_000, retryLongestMs: 60_000 });
  const down = (retryAfterMs?: number) =>
    gate.fail({ reason: "503", health: "down", retryAfterMs, venId: "a" });
  const refuse = (venId: string) => gate.fail({ reason: "401", health: "refusing", venId });
  const pauseMsOf = (venId: string) => gate.pauseOf(venId)?.waitMs ?? 0;
  return { gate, clock, logger, down, refuse, pauseMsOf };
}

describe("VtnGate", () => {
  it("does not say that a VTN is up whose last answers failed, although it stays open", () => {
    const { gate, down } = gateWith();
    gate.succeed("a");
    down();
    expect(gate.waitMs).toBe(0);
    expect(gate.state).toEqual({ health: "unknown", reason: "503" });
    gate.succeed("a");
    expect(gate.state).toEqual({ health: "up" });
  });

  it("stays open for failures that may be of single reports", () => {
    const { gate, down } = gateWith();
    for (let failure = 0; failure < 3; failure += 1) down();
    expect([gate.waitMs, gate.isProbing]).toEqual([0, false]);
    gate.succeed("a");
    for (let failure = 0; failure < 3; failure += 1) down();
    expect(gate.waitMs).toBe(0);
    down();
    expect(gate.waitMs).toBeGreaterThan(0);
    expect(gate.state).toMatchObject({ health: "down", reason: "503" });
  });

  it("waits twice as long after each try that fails, up to the longest, and opens when one succeeds", async () => {
    const { gate, clock, down, logger } = gateWith();
    for (let failure = 0; failure < 3; failure += 1) down();
    const waitsMs: number[] = [];
    for (let closing = 0; closing < 8; closing += 1) {
      down();
      waitsMs.push(Math.ceil(gate.waitMs / 1_000));
      await clock.advance(gate.waitMs);
      expect([gate.waitMs, gate.isProbing]).toEqual([0, true]);
    }
    expect(waitsMs).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    gate.succeed("a");
    expect(gate.isProbing).toBe(false);
    expect(gate.state).toEqual({ health: "up" });
    expect(logger.messages("info")).toEqual([MANAGER_LOG.vtnBack]);
  });

  it("never opens earlier than the VTN asked, whatever fails meanwhile", () => {
    const step = fc.record({ pauseMs: fc.nat({ max: 5_000 }), askedMs: fc.option(fc.nat(20_000)) });
    return fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 12 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        async (steps, draw) => {
          const { gate, clock, down } = gateWith(() => draw);
          let notBeforeMs = 0;
          for (const { pauseMs, askedMs } of steps) {
            down(askedMs ?? undefined);
            if (askedMs !== null) notBeforeMs = Math.max(notBeforeMs, clock.monotonic() + askedMs);
            expect(clock.monotonic() + gate.waitMs).toBeGreaterThanOrEqual(notBeforeMs);
            await clock.advance(pauseMs);
          }
        },
      ),
    );
  });

  it("waits longer each time for a VTN that asks to be tried again at once", async () => {
    const { gate, clock, down } = gateWith();
    for (const leastMs of [900, 1_900, 3_900]) {
      down(0);
      expect(gate.waitMs).toBeGreaterThan(leastMs);
      await clock.advance(gate.waitMs);
    }
  });

  it("is not moved by a wall clock that jumps", async () => {
    const { gate, clock, down } = gateWith();
    down(10_000);
    clock.setWallTime(clock.now() - 3_600_000);
    expect(gate.waitMs).toBe(10_000);
    await clock.advance(10_000);
    expect(gate.waitMs).toBe(0);
  });

  it("leaves a VEN alone that is refused, and closes when another is refused as well", async () => {
    const { gate, clock, refuse, pauseMsOf } = gateWith();
    for (let failure = 0; failure < 10; failure += 1) refuse("a");
    expect(gate.waitMs).toBe(0);
    expect(pauseMsOf("a")).toBeGreaterThan(0);
    expect(pauseMsOf("b")).toBe(0);
    expect(gate.state.health).toBe("refusing");
    refuse("b");
    expect(gate.waitMs).toBeGreaterThan(0);
    await clock.advance(60_000);
    gate.succeed("a");
    expect([pauseMsOf("a"), gate.state.health]).toEqual([0, "up"]);
  });

  it("lets one VEN that is refused for ever wait longer each time", async () => {
    const { gate, clock, refuse, pauseMsOf } = gateWith();
    const waitsMs: number[] = [];
    for (let failure = 0; failure < 8; failure += 1) {
      refuse("a");
      refuse("a");
      waitsMs.push(Math.ceil(pauseMsOf("a") / 1_000));
      gate.succeed("b");
      await clock.advance(pauseMsOf("a"));
    }
    expect(waitsMs).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  });

  it("says that a VTN refuses which takes no report, though it answers", () => {
    const { gate } = gateWith();
    gate.succeed("a");
    for (let report = 0; report < 3; report += 1) gate.refuse("a", "400: no");
    expect(gate.state).toEqual({ health: "up" });
    gate.refuse("a", "400: no");
    expect(gate.state).toEqual({ health: "refusing", reason: "400: no" });
    // It answers: nothing is held back, as other reports may be better.
    expect(gate.waitMs).toBe(0);
    gate.answer("a");
    expect(gate.state.health).toBe("refusing");
    gate.succeed("a");
    expect(gate.state).toEqual({ health: "up" });
  });

  it("says so of the only VEN's login, too", () => {
    const { gate, refuse } = gateWith();
    gate.succeed("a");
    refuse("a");
    expect(gate.state).toMatchObject({ health: "refusing", reason: "401" });
  });

  it("leaves alone what answers with success and nonsense, whichever VEN asks", () => {
    const { gate, pauseMsOf } = gateWith();
    const nonsense = (venId: string) =>
      gate.fail({ reason: "HTML", health: "refusing", venId, isNonsense: true });
    for (const venId of ["a", "a", "a"]) nonsense(venId);
    expect([gate.waitMs, pauseMsOf("a")]).toEqual([0, 0]);
    nonsense("a");
    expect(gate.waitMs).toBeGreaterThan(0);
    expect(gate.state).toMatchObject({ health: "refusing", reason: "HTML" });
  });

  it("leaves alone a VEN that is not registered, longer each time, and holds back no other", async () => {
    const { gate, clock, pauseMsOf } = gateWith();
    gate.succeed("b");
    const waitsMs: number[] = [];
    for (let refusal = 0; refusal < 8; refusal += 1) {
      for (const venId of ["a", "c"]) gate.refuseVen(venId, `404 for ${venId}`, { isOfVtn: true });
      waitsMs.push(Math.ceil(pauseMsOf("a") / 1_000));
      expect(gate.pauseOf("a")?.reason).toBe("404 for a");
      expect([gate.waitMs, pauseMsOf("b")]).toEqual([0, 0]);
      expect(gate.state).toEqual({ health: "refusing", reason: "404 for c" });
      // That it does not know the VEN says no better of it.
      gate.answer(undefined);
      await clock.advance(pauseMsOf("a"));
    }
    expect(waitsMs).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    gate.succeed("a");
    expect(gate.state).toEqual({ health: "up" });
  });

  it("blames the VTN for nothing that is a VEN's own", () => {
    const { gate, pauseMsOf } = gateWith();
    gate.succeed("b");
    gate.refuseVen("a", "no meters", { isOfVtn: false });
    expect(pauseMsOf("a")).toBeGreaterThan(0);
    expect(gate.state).toEqual({ health: "up" });
  });

  it("says that a VTN refuses which refuses every name, and then leaves the VEN alone, but for looks", () => {
    const { gate, pauseMsOf } = gateWith();
    gate.succeed("a");
    const answers = [1, 2, 3, 4].map(() => gate.refuseName("a", "409: taken"));
    expect(answers).toEqual([false, false, false, true]);
    expect(gate.state).toEqual({ health: "refusing", reason: "409: taken" });
    expect([pauseMsOf("a") > 0, gate.askPauseOf("a"), gate.waitMs]).toEqual([true, undefined, 0]);
    // Those that were under way are answered, too.
    gate.answer("a");
    expect(pauseMsOf("a")).toBeGreaterThan(0);
    gate.succeed("a");
    expect(pauseMsOf("a")).toBe(0);
    expect(gate.refuseName("a", "409: taken")).toBe(false);
  });

  it("lets all try again that seemed to be refused by the VTN, as soon as one is taken", () => {
    const { gate, pauseMsOf } = gateWith();
    const refuseAll = () => {
      for (const venId of ["a", "b", "c"]) gate.refuseVen(venId, "404", { isOfVtn: true });
      for (let name = 0; name < 4; name += 1) gate.refuseName("d", "409");
    };
    refuseAll();
    const venIds = ["b", "c", "d"];
    expect(venIds.every((venId) => pauseMsOf(venId) > 0)).toBe(true);
    gate.succeed("a");
    expect(venIds.map(pauseMsOf)).toEqual([0, 0, 0]);
    // One that is refused all the same waits longer.
    refuseAll();
    expect(venIds.map((venId) => Math.ceil(pauseMsOf(venId) / 1_000))).toEqual([2, 2, 2]);
  });

  it("does not let a VEN try again that is refused while others are taken", () => {
    const { gate, pauseMsOf } = gateWith();
    const refuse = () => {
      gate.noteVenFailure("bad", "404");
      gate.refuseVen("bad", "404", { isOfVtn: true });
    };
    refuse();
    gate.succeed("good");
    expect(pauseMsOf("bad")).toBe(0);
    refuse();
    gate.succeed("good");
    expect(pauseMsOf("bad")).toBeGreaterThan(0);
  });
});
