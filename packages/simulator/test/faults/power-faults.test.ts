import { ManualClock } from "@ven/core/testing";
import { createSimulator, type Fault, READING_QUALITY } from "@ven/simulator";
import { describe, expect, it } from "vitest";
import { houses, restless, steady } from "../support/metered-fleet.ts";

const NOON_MS = Date.parse("2025-03-04T12:00:00Z");
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const { OK, BAD, ESTIMATED } = READING_QUALITY;

/** From an hour before the fault until an hour after it. */
const RANGE = { fromMs: NOON_MS - HOUR_MS, toMs: NOON_MS + 2 * HOUR_MS, stepMs: MINUTE_MS };
const DURING = { startMs: NOON_MS, endMs: NOON_MS + HOUR_MS };

const fleet = houses(4, [restless()]);
const truth = createSimulator({ fleet }).range(RANGE);
const withFaults = (...faults: Fault[]) => createSimulator({ fleet, faults });

describe("a fault of power", () => {
  it.each<[Fault, (watts: number, atStart: number) => number]>([
    [{ kind: "stuck", ...DURING }, (_, atStart) => atStart],
    [{ kind: "zero", ...DURING }, () => 0],
    [{ kind: "sign", ...DURING }, (watts) => -watts],
    [{ kind: "spike", share: 1, ...DURING }, (watts) => watts * 10],
    [{ kind: "unit", ...DURING }, (watts) => watts * 1_000],
    [{ kind: "unit", factor: 0.001, ...DURING }, (watts) => watts * 0.001],
  ])("tells on readings while it lasts, and they are BAD: %o", (fault, faulty) => {
    const { powerW, quality } = withFaults(fault).range(RANGE);
    const steps = truth.timestampMs.length;
    const isDuring = (at: number) => at % steps >= 60 && at % steps < 120;
    const atStart = (at: number) => truth.powerW[at - (at % steps) + 60] ?? Number.NaN;
    expect(powerW).toEqual(
      truth.powerW.map((watts, at) => (isDuring(at) ? faulty(watts, atStart(at)) : watts)),
    );
    expect(quality).toEqual(Uint8Array.from(powerW, (_, at) => (isDuring(at) ? BAD : OK)));
  });

  it("goes unnoticed if it is silent", () => {
    const { powerW, quality } = withFaults({ kind: "zero", isSilent: true, ...DURING }).range(
      RANGE,
    );
    expect(powerW.filter((watts) => watts === 0).length).toBe(4 * 60);
    expect(new Set(quality)).toEqual(new Set([OK]));
  });

  it("strikes the share of readings that spikes are said to be", () => {
    const many = createSimulator({
      fleet: houses(50, [steady(100)]),
      faults: [{ kind: "spike", share: 0.05, factor: 20 }],
    });
    const { powerW, quality } = many.range({ ...RANGE, stepMs: 10_000 });
    const spikes = powerW.filter((watts) => watts === 2_000).length;
    expect(spikes / powerW.length).toBeGreaterThan(0.045);
    expect(spikes / powerW.length).toBeLessThan(0.055);
    expect(quality?.filter((code) => code === BAD).length).toBe(spikes);
  });

  it("tells on its targets alone", () => {
    const fault: Fault = { kind: "zero", targets: { resourceIds: ["house-2"] } };
    const rows = [...withFaults(fault).readAt(NOON_MS)];
    expect(rows.map(({ quality }) => quality)).toEqual(["OK", "BAD", "OK", "OK"]);
  });

  it("leaves gaps as they are", () => {
    const meter = { gaps: { share: 0.5, meanLengthS: 3_600 } };
    const gappy = houses(4, [restless()], { meter });
    const plain = createSimulator({ fleet: gappy }).range(RANGE);
    const faulty = createSimulator({ fleet: gappy, faults: [{ kind: "zero" }] }).range(RANGE);
    expect(faulty.quality).toEqual(plain.quality?.map((code) => (code === OK ? BAD : code)));
    expect(faulty.powerW).toEqual(
      plain.powerW.map((watts, at) => (plain.quality?.[at] === OK ? 0 : watts)),
    );
  });

  it.each(["instant", "mean"] as const)(
    "has gaps filled with the last reading that the meter gave: %s",
    (power) => {
      const meter = { gaps: { share: 0.5, meanLengthS: 3_600, isFilled: true } };
      const gappy = houses(4, [restless()], { meter });
      const fault: Fault = { kind: "sign", startMs: NOON_MS };
      const plain = createSimulator({ fleet: gappy }).range({ ...RANGE, power });
      const faulty = createSimulator({ fleet: gappy, faults: [fault] }).range({ ...RANGE, power });
      const steps = plain.timestampMs.length;
      const last: number[] = [];
      plain.quality?.forEach((code, at) => {
        // The first reading of a row may lie in a gap that began before.
        const isFilled = code === ESTIMATED && at % steps > 0;
        last[at] = isFilled ? (last[at - 1] ?? Number.NaN) : (faulty.powerW[at] ?? Number.NaN);
      });
      expect([...faulty.powerW]).toEqual(last);
      expect(faulty.quality).toContain(ESTIMATED);
      expect(faulty.quality?.map((code) => (code === BAD ? OK : code))).toEqual(plain.quality);
    },
  );

  it("that was there before a gap does not tell the truth in it", () => {
    const meter = { gaps: { share: 0.5, meanLengthS: 3_600, isFilled: true } };
    const gappy = houses(1, [steady(5_000)], { meter });
    const faulty = createSimulator({
      fleet: gappy,
      faults: [{ kind: "zero", startMs: NOON_MS - 100 * HOUR_MS }],
    });
    const { powerW, quality } = faulty.range(RANGE);
    expect(new Set(quality)).toEqual(new Set([BAD, ESTIMATED]));
    expect(new Set(powerW)).toEqual(new Set([0]));
  });

  it("may stand in the specification of a fleet", () => {
    const faulty = createSimulator({ fleet: { ...fleet, faults: [{ kind: "sign", ...DURING }] } });
    expect(faulty.readAt(NOON_MS).powerW).toEqual(
      createSimulator({ fleet })
        .readAt(NOON_MS)
        .powerW.map((watts) => -watts),
    );
  });

  it.each<[unknown, RegExp]>([
    [{ kind: "fire" }, /fault\.kind/],
    [{ kind: "stuck" }, /fault\.startMs.*stuck/],
    [{ kind: "rollback" }, /fault\.startMs.*rollback/],
    [{ kind: "spike", share: 2 }, /fault\.share/],
    [{ kind: "zero", startMs: 5, endMs: 5 }, /fault\.endMs.*after startMs/],
    [{ kind: "zero", targets: { houses: [] } }, /houses/],
  ])("is refused if it breaks a rule: %o", (fault, rule) => {
    expect(() => withFaults(fault as Fault)).toThrow(rule);
  });
});

describe("a meter that got stuck", () => {
  const at = (hour: number) => NOON_MS + hour * HOUR_MS;
  const shown = (faults: Fault[], ...hours: number[]) => {
    const simulator = createSimulator({ fleet: houses(1, [steady(5_000)]), faults });
    return hours.map((hour) => simulator.readAt(at(hour)).powerW[0]);
  };

  it.each<[Fault, number]>([
    [{ kind: "sign", startMs: at(0), endMs: at(4) }, -5_000],
    [{ kind: "zero", startMs: at(0), endMs: at(4) }, 0],
    [{ kind: "unit", factor: 0.001, startMs: at(0), endMs: at(4) }, 5],
    [{ kind: "spike", share: 1, factor: 3, startMs: at(0), endMs: at(4) }, 15_000],
  ])("stands still at what it showed by the fault in force: %o", (fault, watts) => {
    const stuck: Fault = { kind: "stuck", startMs: at(1), endMs: at(6) };
    for (const faults of [
      [fault, stuck],
      [stuck, fault],
    ]) {
      expect(shown(faults, -1, 0, 1, 3, 5, 6)).toEqual([5_000, watts, watts, watts, watts, 5_000]);
    }
  });

  it("is not moved by what goes wrong meanwhile", () => {
    const stuck: Fault = { kind: "stuck", startMs: at(1), endMs: at(6) };
    const sign: Fault = { kind: "sign", startMs: at(2), endMs: at(8) };
    expect(shown([stuck, sign], 1, 3, 5, 6, 8)).toEqual([5_000, 5_000, 5_000, -5_000, 5_000]);
  });

  it("still shows the same if it gets stuck once more meanwhile, as its registers do", () => {
    const faults: Fault[] = [
      { kind: "sign", startMs: at(0), endMs: at(2) },
      { kind: "stuck", startMs: at(1), endMs: at(5) },
      { kind: "stuck", startMs: at(3), endMs: at(8) },
    ];
    expect(shown(faults, 1, 4, 7, 8)).toEqual([-5_000, -5_000, -5_000, 5_000]);
    const simulator = createSimulator({ fleet: houses(1, [steady(5_000)]), faults });
    const load = { resourceId: "house-1", loadId: "load_0" };
    const registers = [1, 4, 7].map((hour) => simulator.energyRegister(load, at(hour)));
    expect(registers).toEqual([registers[0], registers[0], registers[0]]);
  });
});

describe("injecting a fault", () => {
  const start = () => {
    const clock = new ManualClock(NOON_MS);
    return { clock, simulator: createSimulator({ fleet, clock }) };
  };

  it("tells on readings from then on, until it is disposed of", async () => {
    const { clock, simulator } = start();
    {
      using injection = simulator.inject({ kind: "zero" });
      expect(new Set(simulator.readAt().powerW)).toEqual(new Set([0]));
      await clock.advance(MINUTE_MS);
      expect(new Set(simulator.readAt().powerW)).toEqual(new Set([0]));
      expect(injection).toBeDefined();
    }
    expect(simulator.readAt().powerW).not.toContain(0);
    const { powerW } = simulator.range({ ...RANGE, resourceIds: ["house-1"] });
    expect([...powerW.keys()].filter((at) => powerW[at] === 0)).toEqual([60]);
  });

  it("never changes what was read before, however faults come and go", async () => {
    const { clock, simulator } = start();
    const seen: { atMs: number; powerW: Float64Array; quality: Uint8Array | undefined }[] = [];
    const kinds = ["zero", "sign", "stuck", "spike", "unit"] as const;
    const active: ReturnType<typeof simulator.inject>[] = [];
    for (let turn = 0; turn < 60; turn += 1) {
      await clock.advance(MINUTE_MS);
      const { powerW, quality } = simulator.readAt();
      seen.push({ atMs: clock.now(), powerW, quality });
      await clock.advance(1);
      const kind = kinds[turn % kinds.length] ?? "zero";
      if (turn % 3 < 2) active.push(simulator.inject({ kind, isSilent: turn % 4 === 0 }));
      else active.splice(turn % active.length, 1)[0]?.remove();
    }
    // Backwards, so that nothing is read in the order in which it came.
    for (const { atMs, powerW, quality } of seen.reverse()) {
      const again = simulator.readAt(atMs);
      expect(again.powerW).toEqual(powerW);
      expect(again.quality ?? new Uint8Array(4)).toEqual(quality ?? new Uint8Array(4));
    }
    expect(new Set(seen.flatMap(({ quality }) => [...(quality ?? [])]))).toEqual(
      new Set([OK, BAD]),
    );
  });

  it("is harmless to remove twice, and when the clock has gone back", () => {
    const { clock, simulator } = start();
    const injection = simulator.inject({ kind: "zero" });
    clock.setWallTime(NOON_MS - HOUR_MS);
    injection.remove();
    injection.remove();
    simulator.inject({ kind: "sign" });
    expect(simulator.faults.map(({ atMs }) => atMs)).toEqual([NOON_MS, NOON_MS, NOON_MS]);
  });

  it("is refused where no load is meant, or before the last fault came or went", () => {
    const { simulator } = start();
    expect(() => simulator.inject({ kind: "zero", targets: { resourceIds: ["hut"] } })).toThrow(
      /fault\.targets/,
    );
    expect(() => simulator.inject({ kind: "fire" } as never)).toThrow(/fault\.kind/);
    expect(() => simulator.inject(undefined as never)).toThrow(/fault undefined/);
    simulator.inject({ kind: "zero" });
    expect(() => simulator.inject({ kind: "sign" }, NOON_MS - 1)).toThrow(/atMs/);
    expect(simulator.faults.length).toBe(1);
  });

  it("holds in the counterfactual, too, which forgets commands alone", () => {
    const { simulator } = start();
    simulator.inject({ kind: "zero", targets: { resourceIds: ["house-1"] } });
    const shed = { id: "shed", action: { kind: "shed", level: 3 } as const, startMs: NOON_MS };
    simulator.receive(shed);
    const other = simulator.counterfactual();
    expect(other.commands).toEqual([]);
    expect(other.faults).toEqual(simulator.faults);
    expect([...other.readAt(NOON_MS)].map(({ quality }) => quality)).toEqual([
      "BAD",
      "OK",
      "OK",
      "OK",
    ]);
  });
});
