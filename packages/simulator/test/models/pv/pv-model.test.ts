import { createSimulator, type FleetSpecInput } from "@ven/simulator";
import { describe, expect, it } from "vitest";
import { sunPosition } from "../../support/sun-position.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const herning = (pv: Readonly<Record<string, unknown>> = {}, count = 1): FleetSpecInput => ({
  name: "roofs",
  installedOn: "2026-01-01",
  people: { optOutShare: 0, optOutPerHour: 0, longestDelayS: 0 },
  sites: {
    roof: {
      resourceType: "roof",
      loads: [
        { loadId: "pv", kind: "pv", ratedPowerW: 6_000, model: { model: "pv", ...pv } },
        { loadId: "home", kind: "home", ratedPowerW: 2_000, model: { model: "constant" } },
      ],
    },
  },
  vens: [{ venId: "v", resources: [{ resourceId: "r{n}", name: "R{n}", site: "roof", count }] }],
});

const day = (date: string) => {
  const fromMs = Date.parse(`${date}T00:00:00Z`);
  return { fromMs, toMs: fromMs + DAY_MS, stepMs: MINUTE_MS, loadIds: ["pv"] };
};

function yieldKwh(pv: Readonly<Record<string, unknown>>, seed: string): number {
  const simulator = createSimulator({ fleet: herning(pv), seed });
  const at = (iso: string) =>
    simulator.energyRegister({ resourceId: "r1", loadId: "pv" }, Date.parse(iso));
  const [start, end] = [at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z")];
  expect(end.importWh).toBe(start.importWh);
  return (end.exportWh - start.exportWh) / 1_000;
}

describe("solar panels", () => {
  it("give 900 to 1,000 kWh a year in Herning for each kW, a capacity factor of .10 to .115", () => {
    for (const seed of ["1", "2", "3"]) {
      const perPeak = yieldKwh({}, seed) / 6;
      expect(perPeak).toBeGreaterThan(900);
      expect(perPeak).toBeLessThan(1_000);
      expect(perPeak / 8_760).toBeGreaterThan(0.1);
      expect(perPeak / 8_760).toBeLessThan(0.115);
    }
  });

  it("give less on other roofs: by a fifth to the east or west, by two fifths to the north", () => {
    const south = yieldKwh({}, "roof");
    expect(yieldKwh({ azimuthDeg: 90 }, "roof") / south).toBeCloseTo(0.8, 1);
    expect(yieldKwh({ azimuthDeg: 270 }, "roof") / south).toBeCloseTo(0.8, 1);
    expect(yieldKwh({ azimuthDeg: 0 }, "roof") / south).toBeCloseTo(0.57, 1);
    expect(yieldKwh({ tiltDeg: 0 }, "roof") / south).toBeCloseTo(0.86, 1);
  });

  it("export by day, in whole tenths of a watt, never import, and rest at night", () => {
    const simulator = createSimulator({ fleet: herning() });
    for (const date of ["2026-06-21", "2026-12-21", "2026-03-29", "2026-10-25"]) {
      const { powerW, timestampMs } = simulator.range(day(date));
      powerW.forEach((power, minute) => {
        expect(power).toBeLessThanOrEqual(0);
        expect(Object.is(power, -0)).toBe(false);
        expect(Math.abs(power * 10 - Math.round(power * 10))).toBeLessThan(1e-9);
        const utcHour = ((timestampMs[minute] ?? 0) / 3_600_000) % 24;
        if (utcHour < 2 || utcHour > 20.5) expect(power).toBe(0);
      });
      expect(Math.min(...powerW)).toBeLessThan(-50);
    }
  });

  it("begin when the sun has risen and end before it sets, all through the year", () => {
    const simulator = createSimulator({ fleet: herning() });
    const place = { latitudeDeg: 56.14, longitudeDeg: 8.97 };
    for (const date of ["2026-01-15", "2026-03-21", "2026-05-05", "2026-09-22", "2026-11-10"]) {
      const { powerW, timestampMs } = simulator.range(day(date));
      const lit = [
        powerW.findIndex((power) => power < 0),
        powerW.findLastIndex((power) => power < 0),
      ];
      for (const minute of lit) {
        const { elevationDeg } = sunPosition((timestampMs[minute] ?? 0) / 1_000 + 30, place);
        expect(elevationDeg).toBeGreaterThan(0);
        expect(elevationDeg).toBeLessThan(9);
      }
    }
  });

  it("never give more than the inverter can, and that on bright days", () => {
    const simulator = createSimulator({ fleet: herning({ dcAcRatio: 1.5 }) });
    let most = 0;
    for (let at = 1; at <= 30; at += 1) {
      const { powerW } = simulator.range(day(`2026-05-${String(at).padStart(2, "0")}`));
      most = Math.max(most, -Math.min(...powerW));
    }
    expect(most).toBe(4_000);
  });

  it("see the same weather at all sites of a place, clouds some minutes apart", () => {
    const simulator = createSimulator({ fleet: herning({ azimuthSpreadDeg: 0 }, 12) });
    const { powerW, loads } = simulator.range(day("2026-06-10"));
    const rows = Array.from(loads, (_, row) => powerW.slice(row * 1_440, (row + 1) * 1_440));
    const energies = rows.map((row) => row.reduce((sum, power) => sum + power, 0));
    expect(Math.min(...energies) / Math.max(...energies)).toBeLessThan(1.1);
    expect(new Set(rows.map((row) => row[720])).size).toBeGreaterThan(4);
  });

  it("differ in tilt and azimuth where they are told to", () => {
    const at = Date.parse("2026-06-10T04:30:00Z");
    const read = (spread: number) =>
      createSimulator({ fleet: herning({ azimuthSpreadDeg: spread }, 40) }).readAt(at, {
        loadIds: ["pv"],
      }).powerW;
    const [same, apart] = [read(0), read(90)];
    const ratio = (powers: Float64Array) => Math.max(...powers) / Math.min(...powers);
    expect(ratio(same)).toBeGreaterThan(0.3);
    expect(ratio(apart)).toBeLessThan(ratio(same) * 0.9);
  });

  it("are curtailed by a power limit from its beginning until its end, and not before", () => {
    const simulator = createSimulator({ fleet: herning() });
    const usual = simulator.counterfactual();
    const startMs = Date.parse("2026-06-10T10:00:20Z");
    const endMs = Date.parse("2026-06-10T12:00:00Z");
    const action = { kind: "powerLimit", limitW: 500 } as const;
    simulator.receive({ id: "limit", action, startMs, endMs }, startMs - DAY_MS);
    const { powerW, timestampMs } = simulator.range(day("2026-06-10"));
    const { powerW: without } = usual.range(day("2026-06-10"));
    let curtailed = 0;
    powerW.forEach((power, minute) => {
      const atMs = timestampMs[minute] ?? 0;
      const isLimited = atMs >= startMs && atMs < endMs;
      expect(power).toBe(isLimited ? Math.max(-500, without[minute] ?? 0) : without[minute]);
      if (power !== without[minute]) curtailed += 1;
    });
    expect(curtailed).toBeGreaterThan(60);
  });

  it("give the same to whoever asks for one instant, for some or for all", () => {
    const simulator = createSimulator({ fleet: herning() });
    const range = day("2026-06-10");
    const { powerW } = simulator.range(range);
    for (let minute = 0; minute < 1_440; minute += 37) {
      const atMs = range.fromMs + minute * MINUTE_MS + 29_500;
      const [alone] = simulator.readAt(atMs, { loadIds: ["pv"] }).powerW;
      expect(alone).toBe(powerW[minute]);
    }
    const hourly = simulator.range({ ...range, stepMs: 60 * MINUTE_MS }).powerW;
    expect([...hourly]).toEqual([...powerW].filter((_, minute) => minute % 60 === 0));
  });

  it.each([
    [{ tiltDeg: 91 }, /loads\[0\]\.model\.tiltDeg/],
    [{ azimuth: 180 }, /azimuth/],
    [{ losses: 1 }, /losses/],
  ])("are refused with settings that break a rule", (pv, rule) => {
    expect(() => createSimulator({ fleet: herning(pv) })).toThrow(rule);
  });
});
