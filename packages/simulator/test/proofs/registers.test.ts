import { createSimulator, type Simulator } from "@ven/simulator";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { everyModelFleet, everyModelLoadIds, recordings } from "../support/every-model-fleet.ts";

const HOUR_MS = 3_600_000;
const DWS_PER_WH = 36_000;

/** Meters installed shortly before clocks change, in spring or in autumn. */
const SEASONS = [
  ["23 hours", "2026-03-27"],
  ["25 hours", "2026-10-23"],
] as const;

function open(installedOn: string, commands: "none" | "some" = "none"): Simulator {
  const fleet = everyModelFleet(["one", "two"], { installedOn });
  const simulator = createSimulator({ fleet, recordings });
  if (commands === "none") return simulator;
  const startMs = Date.parse(`${installedOn}T10:00:00Z`);
  simulator.receive(
    { id: "shed", action: { kind: "shed", level: 3 }, startMs, endMs: startMs + 3 * HOUR_MS },
    startMs,
  );
  simulator.receive(
    {
      id: "limit",
      action: { kind: "powerLimit", limitW: 500 },
      startMs,
      endMs: startMs + 30 * HOUR_MS,
    },
    startMs + 99,
  );
  simulator.cancel("limit", startMs + 20 * HOUR_MS + 500);
  return simulator;
}

describe.each(SEASONS)("a register over a day of %s", (_hours, installedOn) => {
  const installedMs = Date.parse(`${installedOn}T00:00:00+0${installedOn < "2026-06" ? 1 : 2}:00`);

  it.each(["none", "some"] as const)(
    "is the integral of power, to the last Wh; commands: %s",
    (commands) => {
      const simulator = open(installedOn, commands);
      fc.assert(
        fc.property(
          fc.constantFrom(...everyModelLoadIds),
          fc.integer({ min: 60, max: 12 * 3_600 }).map((s) => s * 1_000),
          fc.integer({ min: 1, max: 20 }),
          (loadId, stepMs, count) => {
            const one = { resourceId: "one", loadId };
            const toMs = installedMs + count * stepMs;
            const { powerW } = simulator.range({
              fromMs: installedMs,
              toMs,
              stepMs,
              power: "mean",
              resourceIds: ["one"],
              loadIds: [loadId],
            });
            const start = simulator.energyRegister(one, installedMs);
            const end = simulator.energyRegister(one, toMs);
            // Energy of each step is whole in tenths of a watt-second: nothing is lost in a mean. Where
            // nothing is known a meter counts none.
            const net = powerW.reduce(
              (sum, power) => sum + Math.round((power || 0) * (stepMs / 100)),
              0,
            );
            const shown = end.importWh - start.importWh - (end.exportWh - start.exportWh);
            expect(start.exportWh).toBe(0);
            if (end.exportWh === 0 && net >= 0) expect(shown).toBe(Math.floor(net / DWS_PER_WH));
            // Two registers, each of which leaves out what is begun of a Wh.
            expect(Math.abs(shown - net / DWS_PER_WH)).toBeLessThan(1);
          },
        ),
        { numRuns: 60 },
      );
    },
  );

  it("counts what goes in and what comes out apart, second by second", () => {
    const simulator = open(installedOn, "some");
    const fromMs = installedMs + 36 * HOUR_MS;
    const toMs = fromMs + 3 * HOUR_MS;
    const columns = simulator.range({ fromMs, toMs, stepMs: 1_000, resourceIds: ["two"] });
    const count = columns.timestampMs.length;
    everyModelLoadIds.forEach((loadId, row) => {
      const powers = columns.powerW.subarray(row * count, (row + 1) * count);
      const one = { resourceId: "two", loadId };
      const before = simulator.energyRegister(one, fromMs);
      const after = simulator.energyRegister(one, toMs);
      const importWh = powers.reduce((sum, power) => sum + Math.max(0, power || 0), 0) / 3_600;
      const exportWh = powers.reduce((sum, power) => sum + Math.max(0, -power || 0), 0) / 3_600;
      expect(Math.abs(after.importWh - before.importWh - importWh)).toBeLessThanOrEqual(1);
      expect(Math.abs(after.exportWh - before.exportWh - exportWh)).toBeLessThanOrEqual(1);
    });
  });

  it("never goes back, and is the same in any order", () => {
    const simulator = open(installedOn, "some");
    fc.assert(
      fc.property(
        fc.constantFrom(...everyModelLoadIds),
        fc.array(fc.integer({ min: -HOUR_MS, max: 6 * 24 * HOUR_MS }), {
          minLength: 2,
          maxLength: 12,
        }),
        (loadId, offsets) => {
          const one = { resourceId: "one", loadId };
          const fresh = open(installedOn, "some");
          const found = offsets.map((ms) => simulator.energyRegister(one, installedMs + ms));
          const sorted = [...offsets].sort((a, b) => a - b);
          const inOrder = new Map(
            sorted.map((ms) => [ms, fresh.energyRegister(one, installedMs + ms)]),
          );
          expect(offsets.map((ms) => inOrder.get(ms))).toEqual(found);
          const readings = [...inOrder.values()];
          readings.slice(1).forEach((reading, at) => {
            expect(reading.importWh).toBeGreaterThanOrEqual(readings[at]?.importWh ?? 0);
            expect(reading.exportWh).toBeGreaterThanOrEqual(readings[at]?.exportWh ?? 0);
          });
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe("a register of loads that import and export", () => {
  it("shows both, where there are both", () => {
    const simulator = open("2026-03-27");
    const atMs = Date.parse("2026-04-10T00:00:00Z");
    const shown = (loadId: string) => simulator.energyRegister({ resourceId: "one", loadId }, atMs);
    expect(shown("pv").exportWh).toBeGreaterThan(1_000);
    expect(shown("profile").exportWh).toBeGreaterThan(100);
    expect(shown("constant").exportWh).toBe(0);
    const start = simulator.energyRegister({ resourceId: "one", loadId: "sum" }, 0);
    expect(shown("sum").importWh).toBeGreaterThan(start.importWh + 100);
    expect(shown("sum").exportWh).toBeGreaterThan(100);
  });

  it("is told a command late and still shows what it showed before", () => {
    const simulator = open("2026-03-27");
    const days = [3, 5, 7, 9].map((day) => Date.parse(`2026-04-0${day}T13:00:00Z`));
    const all = () =>
      days.map((atMs) =>
        everyModelLoadIds.map((loadId) =>
          simulator.energyRegister({ resourceId: "one", loadId }, atMs),
        ),
      );
    const before = all();
    const startMs = Date.parse("2026-04-06T00:00:00Z");
    simulator.receive({ id: "a", action: { kind: "powerLimit", limitW: 0 }, startMs }, startMs);
    const after = all();
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
    expect(after.slice(2)).not.toEqual(before.slice(2));
  });
});
