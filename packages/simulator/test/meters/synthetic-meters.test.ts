import { fleetSource, InvalidValueError } from "@ven/core";
import { ManualClock } from "@ven/core/testing";
import { createSimulator, LOAD_KINDS, MeterDataSimulator, syntheticMeters } from "@ven/simulator";
import { herningFleet } from "@ven/simulator/fleets";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fleetOf, site } from "../support/small-fleet.ts";

const HOUR_MS = 3_600_000;

/** Reads every load of the resources at the given instants. @returns W, by instant and row */
async function read(
  resources: ReturnType<typeof site>[],
  instants: readonly number[],
  options: { seed?: string | number; timeZone?: string } = {},
): Promise<number[][]> {
  const { seed = 1, timeZone } = options;
  const simulator = MeterDataSimulator.isolated({
    source: fleetSource(fleetOf({ Test: resources })),
    seed,
    meters: {
      ...syntheticMeters(timeZone === undefined ? {} : { timeZone }),
      // Instants in any order, which a clock would not give.
      stepAtMs: (step) => instants[step] ?? 0,
      stepCount: instants.length,
    },
  });
  await simulator.initializeResources();
  return instants.map(() => {
    const powers = [...simulator.collectColumns("Test").powerW];
    simulator.increaseTime();
    return powers;
  });
}

/** Every quarter of an hour from an instant on. */
function quarters(fromMs: number, hours: number): number[] {
  return Array.from({ length: hours * 4 }, (_, quarter) => fromMs + quarter * (HOUR_MS / 4));
}

/** Mean W over all rows and over the local hours [from, to) of a January day in Copenhagen. */
async function meanW(
  resources: ReturnType<typeof site>[],
  day: number,
  from: number,
  to: number,
): Promise<number> {
  const startMs = Date.UTC(2025, 0, day, from - 1);
  const powers = (await read(resources, quarters(startMs, to - from))).flat();
  return powers.reduce((total, powerW) => total + powerW, 0) / powers.length;
}

/** Sites of one type, as the sample fleet has them. */
function sitesOf(type: string) {
  return herningFleet.resources.filter(({ resourceType }) => resourceType === type);
}

const THURSDAY = 16;
const SUNDAY = 19;

describe("synthetic powers", () => {
  it("are the same for the same seed, load and instant, in whatever order they are read", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 4e12 }), { minLength: 2, maxLength: 8 }),
        fc.string(),
        async (instants, seed) => {
          const forward = await read([site(1), site(2)], instants, { seed });
          const backward = await read([site(2), site(1)], [...instants].reverse(), { seed });
          const rearranged = backward.reverse().map(([a, b, c, d]) => [c, d, a, b]);
          expect(rearranged).toEqual(forward);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("are finite and not negative, and at most the rated power at a business", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...LOAD_KINDS, "something else", "constructor"),
        fc.constantFrom("pub", "house", "office", "toString"),
        fc.double({ min: 0.001, max: 1e9, noNaN: true }),
        fc.integer({ min: -2e12, max: 7e12 }),
        async (kind, resourceType, ratedPowerW, fromMs) => {
          const loads = [{ loadId: "load_0", kind, ratedPowerW }];
          const powers = await read([site(1, { resourceType, loads })], quarters(fromMs, 24));
          for (const [powerW = Number.NaN] of powers) {
            expect(powerW).toBeGreaterThanOrEqual(0);
            // People at home switch on what they own; a heat pump's power follows the cold.
            const isFree = resourceType === "house" || kind === "heating";
            const mostW = isFree ? 20_000 + ratedPowerW * 1.5 : ratedPowerW + 0.05;
            expect(powerW).toBeLessThanOrEqual(mostW);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("follow another course with another seed", async () => {
    const instants = quarters(Date.UTC(2025, 0, 16), 24);
    const [one, two] = [
      await read([site(1)], instants, { seed: 1 }),
      await read([site(1)], instants, { seed: 2 }),
    ];
    const same = one.filter((powers, i) => powers[0] === two[i]?.[0]);
    expect(same.length).toBeLessThan(instants.length / 10);
  });

  it("differ between all loads of the sample fleet that are on", async () => {
    const clock = new ManualClock(Date.UTC(2025, 0, 16, 17));
    const simulator = MeterDataSimulator.isolated({ source: fleetSource(herningFleet), clock });
    await simulator.initializeResources();
    const readings = [...simulator.collectNextMetering("Herning").values()].map((data) =>
      data.readings.map(({ powerW }) => powerW).join(),
    );
    expect(readings).toHaveLength(120);
    expect(new Set(readings).size).toBe(120);
  });

  it("are as they were when they were first written down", async () => {
    const instants = [Date.UTC(2025, 0, 16, 14), Date.UTC(2025, 6, 6, 3, 20)];
    const powers = await read([site(1), site(2, { resourceType: "pub" })], instants, {
      seed: "golden",
    });
    expect(powers).toMatchInlineSnapshot(`
      [
        [
          2261.5,
          439.9,
          999.5,
          167.5,
        ],
        [
          96.9,
          33.2,
          145.8,
          27.5,
        ],
      ]
    `);
  });

  it("have at least six kinds of load, each with a course of its own", async () => {
    expect(LOAD_KINDS.length).toBeGreaterThanOrEqual(6);
    const instants = quarters(Date.UTC(2025, 0, 16), 24);
    const courses = await Promise.all(
      LOAD_KINDS.map(async (kind) => {
        // Many sites, so that the mean shows the kind and not the noise.
        const loads = [{ loadId: "load_0", kind, ratedPowerW: 1000 }];
        const sites = Array.from({ length: 40 }, (_, n) => site(n, { loads }));
        const powers = await read(sites, instants);
        return powers.map((row) => row.reduce((total, powerW) => total + powerW, 0) / row.length);
      }),
    );
    for (const [i, one] of courses.entries()) {
      for (const other of courses.slice(0, i)) {
        const distanceW = one.reduce(
          (most, w, q) => Math.max(most, Math.abs(w - (other[q] ?? 0))),
          0,
        );
        expect(distanceW).toBeGreaterThan(30);
      }
    }
  });

  it("hold for a minute, and differ little from one minute to the next", async () => {
    const instants = Array.from({ length: 120 }, (_, n) => Date.UTC(2025, 0, 16, 17) + n * 30_000);
    const loads = [{ loadId: "load_0", kind: "kitchen", ratedPowerW: 10_000 }];
    const powers = (await read([site(1, { resourceType: "pub", loads })], instants)).flat();
    for (let n = 2; n < powers.length; n += 2) {
      expect(powers[n + 1]).toBe(powers[n]);
      expect(Math.abs((powers[n] ?? 0) - (powers[n - 1] ?? 0))).toBeLessThan(900);
    }
    expect(new Set(powers).size).toBeGreaterThan(50);
  });

  it("are those that a simulator of the same fleet gives", async () => {
    const instants = quarters(Date.UTC(2025, 0, 16), 3);
    const resources = [...sitesOf("pub").slice(0, 3), ...sitesOf("house").slice(0, 3)];
    const powers = await read(resources, instants, { seed: "same" });
    const simulator = createSimulator({ fleet: "herning-120", seed: "same" });
    const [fromMs = 0] = instants;
    const columns = simulator.range({
      fromMs,
      toMs: fromMs + instants.length * (HOUR_MS / 4),
      stepMs: HOUR_MS / 4,
      resourceIds: resources.map(({ resourceId }) => resourceId),
    });
    expect(powers).toEqual(
      instants.map((_, step) =>
        Array.from(columns.loads, (_load, row) => columns.powerW[row * instants.length + step]),
      ),
    );
  });
});

describe("the daily curve", () => {
  it("is higher in the evening than at night, for homes and for the pub", async () => {
    const isOfHabit = ({ kind }: { readonly kind: string }) => kind !== "heating";
    for (const type of ["house", "flat", "pub"]) {
      const sites = sitesOf(type).map((resource) => ({
        ...resource,
        loads: resource.loads.filter(isOfHabit),
      }));
      const night = await meanW(sites, THURSDAY, 2, 5);
      const evening = await meanW(sites, THURSDAY, 18, 21);
      expect(evening / night, type).toBeGreaterThan(2);
    }
  });

  it("peaks in the evening in a pub and by day in an office", async () => {
    const ratio = async (type: string) =>
      (await meanW(sitesOf(type), THURSDAY, 19, 22)) /
      (await meanW(sitesOf(type), THURSDAY, 9, 12));
    expect(await ratio("pub")).toBeGreaterThan(1.5);
    expect(await ratio("office")).toBeLessThan(0.7);
  });

  it("is lower on Sunday than on a workday in an office, and not in a home", async () => {
    const ratio = async (type: string) =>
      (await meanW(sitesOf(type), SUNDAY, 8, 17)) / (await meanW(sitesOf(type), THURSDAY, 8, 17));
    expect(await ratio("office")).toBeLessThan(0.6);
    expect(await ratio("house")).toBeGreaterThan(1);
  });

  it("needs more heat in winter, and more light", async () => {
    const loads = [
      { loadId: "heat", kind: "heating", ratedPowerW: 1000 },
      { loadId: "light", kind: "lighting", ratedPowerW: 1000 },
    ];
    const day = async (month: number) => {
      const sites = [site(1, { resourceType: "office", loads })];
      const powers = await read(sites, quarters(Date.UTC(2025, month, 14), 24));
      return [0, 1].map((load) => powers.reduce((total, row) => total + (row[load] ?? 0), 0));
    };
    const [winterHeat = 0, winterLight = 0] = await day(0);
    const [summerHeat = 0, summerLight = 0] = await day(6);
    expect(winterHeat / summerHeat).toBeGreaterThan(4);
    expect(winterLight / summerLight).toBeGreaterThan(1.3);
  });

  it("follows the clocks when they are put forward", async () => {
    // Summer time begins on 30 March 2025: a Monday's work begins an hour earlier in UTC after it.
    const loads = [{ loadId: "load_0", kind: "process", ratedPowerW: 1000 }];
    const sites = Array.from({ length: 60 }, (_, n) => site(n, { loads, resourceType: "office" }));
    const hourOfRise = async (day: number) => {
      const powers = await read(sites, quarters(Date.UTC(2025, 2, day), 24));
      const means = powers.map((row) => row.reduce((total, powerW) => total + powerW, 0));
      const half = Math.max(...means) / 2;
      return means.findIndex((mean) => mean > half) / 4;
    };
    expect((await hourOfRise(24)) - (await hourOfRise(31))).toBeCloseTo(1, 0);
  });

  it.each([
    // Summer time begins at 02:00 there, half an hour on: at 15:30 UTC of the day before.
    [
      "Australia/Lord_Howe",
      Date.UTC(2025, 9, 4, 15, 29),
      "+10:30",
      Date.UTC(2025, 9, 4, 15, 31),
      "+11:00",
    ],
    [
      "Europe/Copenhagen",
      Date.UTC(2025, 2, 30, 0, 59),
      "+01:00",
      Date.UTC(2025, 2, 30, 1, 1),
      "+02:00",
    ],
    ["Asia/Kathmandu", 0, "+05:30", Date.UTC(2025, 0, 1), "+05:45"],
  ])(
    "changes %s at the minute at which the clocks change",
    async (timeZone, before, offsetBefore, after, offsetAfter) => {
      const at = async (zone: string, instant: number) =>
        (await read([site(1, { resourceType: "bakery" })], [instant], { timeZone: zone })).flat();
      expect(await at(timeZone, before)).toEqual(await at(offsetBefore, before));
      expect(await at(timeZone, after)).toEqual(await at(offsetAfter, after));
      expect(await at(timeZone, after)).not.toEqual(await at(offsetBefore, after));
    },
  );

  it.each(["Europe/Kopenhagen", "+25:00", "+10:75", ""])("refuses the time zone %j", (timeZone) => {
    expect(() => syntheticMeters({ timeZone })).toThrow(InvalidValueError);
    expect(() => syntheticMeters({ timeZone })).toThrow("give an IANA name");
  });
});
