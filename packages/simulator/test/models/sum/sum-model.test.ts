import { createSimulator } from "@ven/simulator";
import { describe, expect, it } from "vitest";

const DAY_MS = 86_400_000;
const FROM_MS = Date.parse("2025-06-12T00:00:00+02:00");
const day = { fromMs: FROM_MS, toMs: FROM_MS + DAY_MS, stepMs: 900_000 };

/** One site with these loads. */
function site(loads: readonly object[], resourceType = "office") {
  return createSimulator({
    fleet: {
      name: "sum",
      people: { optOutShare: 0, optOutPerHour: 0, longestDelayS: 0 },
      sites: { site: { resourceType, loads: loads as never } },
      vens: [{ venId: "ven", resources: [{ resourceId: "site", name: "Site", site: "site" }] }],
    },
  });
}

const load = (loadId: string, model: object, ratedPowerW = 4_000) => ({
  loadId,
  kind: "sum",
  ratedPowerW,
  model,
});

const plugs = { model: "commercial", site: "office", part: "plugs" };

describe("several things behind one meter", () => {
  it("draw what they draw together, and export what is left over", () => {
    const parts = [
      { model: { model: "constant", powerW: 1_000 } },
      { model: { model: "profile", values: [0, -300, -2_000, 500], stepS: 21_600 } },
    ];
    const simulator = site([load("load_0", { model: "sum", parts })]);
    const { powerW } = simulator.range({ ...day, stepMs: 21_600_000 });
    expect([...powerW]).toEqual([1_000, 700, -1_000, 1_500]);
    const of = { resourceId: "site", loadId: "load_0" };
    const before = simulator.energyRegister(of, FROM_MS);
    const after = simulator.energyRegister(of, FROM_MS + DAY_MS);
    expect(after.importWh - before.importWh).toBe(6 * (1_000 + 700 + 1_500));
    expect(after.exportWh - before.exportWh).toBe(6 * 1_000);
  });

  it("are as their models are, each with numbers and a rating of its own", () => {
    const small = [{ model: plugs }, { model: plugs, ratedPowerW: 400 }];
    const simulator = site([
      load("load_0", { model: "sum", parts: [{ model: plugs }, { model: plugs }] }),
      load("load_1", { model: "sum", parts: small }),
      load("load_2", plugs),
    ]);
    const [twins, unequal, alone] = ["load_0", "load_1", "load_2"].map((loadId) => [
      ...simulator.range({ ...day, loadIds: [loadId] }).powerW,
    ]) as [number[], number[], number[]];
    // Twins with the same numbers would always draw an even number of tenths of a watt.
    expect(twins.some((powerW) => Math.round(powerW * 10) % 2 === 1)).toBe(true);
    expect(Math.max(...twins)).toBeGreaterThan(4_000);
    expect(Math.max(...unequal)).toBeLessThan(4_000);
    expect(Math.max(...unequal)).toBeGreaterThan(1_500);
    expect(unequal).not.toEqual(alone);
  });

  it("are asked together", () => {
    const parts = [{ model: plugs }, { model: { model: "constant", powerW: -50 } }];
    const simulator = site([load("load_0", { model: "sum", parts })]);
    const noon = { startMs: FROM_MS + DAY_MS / 2, endMs: FROM_MS + (DAY_MS * 13) / 24 };
    const usual = [...simulator.range(day).powerW];
    simulator.receive(
      { id: "limit", action: { kind: "powerLimit", limitW: 200 }, ...noon },
      FROM_MS,
    );
    const asked = [...simulator.range(day).powerW];
    expect(asked.slice(48, 52)).toEqual([150, 150, 150, 150]);
    expect([...asked.slice(0, 48), ...asked.slice(52)]).toEqual([
      ...usual.slice(0, 48),
      ...usual.slice(52),
    ]);
  });

  it.each([
    [{ model: "sum", parts: [] }, /parts/],
    [{ model: "sum", parts: [{ model: { model: "sum", parts: [] } }] }, /parts\[0\]\.model/],
    [{ model: "sum", parts: [{ model: { model: "constant" }, ratedPowerW: 0 }] }, /ratedPowerW/],
  ])("refuse %j", (model, rule) => {
    expect(() => site([load("load_0", model)])).toThrow(rule);
  });
});
