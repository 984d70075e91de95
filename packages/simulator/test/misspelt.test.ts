import { ManualClock } from "@ven/core/testing";
import { createSimulator, type Simulator } from "@ven/simulator";
import { describe, expect, it } from "vitest";
import { houses, steady } from "./support/metered-fleet.ts";

const fleet = houses(3, [steady(5), steady(6)]);
const RANGE = { fromMs: 0, toMs: 3_000, stepMs: 1_000 };

/** Calls as plain JavaScript may make them. */
type Loose = { readonly [Name in keyof Simulator]: (...args: unknown[]) => unknown };

const make = () => createSimulator({ fleet, clock: new ManualClock(0) }) as unknown as Loose;

describe("what is misspelt or left out in a reading is refused by its name", () => {
  it.each<[string, (simulator: Loose) => unknown, RegExp]>([
    ["readAt", (s) => s.readAt(0, { loadId: "load_0" }), /selection\.loadId "load_0".*loadIds/],
    ["readAt", (s) => s.readAt(0, { power: "mean" }), /selection\.power "mean".*venId, resource/],
    ["readAt", (s) => s.readAt(0, ["load_0"]), /selection array.*object/],
    ["readAt", (s) => s.readAt(0, null), /selection null.*object/],
    ["readAt", (s) => s.readAt(0, { loadIds: "load_0" }), /loadIds "load_0".*list/],
    ["readAt", (s) => s.readAt(0, { resourceIds: [7] }), /resourceIds array.*list of texts/],
    ["readAt", (s) => s.readAt(0, { approvedOnly: "no" }), /approvedOnly "no".*true or false/],
    ["readAt", (s) => s.readAt(0, { truth: "no" }), /truth "no".*true or false/],
    ["range", (s) => s.range(), /range undefined.*fromMs, toMs, stepMs/],
    ["range", (s) => s.range({ ...RANGE, resourceId: ["x"] }), /range\.resourceId.*resourceIds/],
    ["range", (s) => s.range({ ...RANGE, power: "avg" }), /power "avg".*instant or mean/],
    ["range", (s) => s.range({ ...RANGE, truth: 1 }), /truth 1.*true or false/],
    ["stream", (s) => [...(s.stream({ ...RANGE, step: 1 }) as [])], /range\.step 1.*stepMs/],
    ["deliveries", (s) => [...(s.deliveries({ ...RANGE, to: 1 }) as [])], /range\.to 1.*toMs/],
    ["channel", (s) => s.channel("importWh"), /range undefined.*fromMs, toMs, stepMs/],
    ["channel", (s) => s.channel("importWh", { ...RANGE, power: "mean" }), /range\.power/],
    [
      "channel",
      (s) => s.channel("forecastW", { ...RANGE, forecast: { issuedAt: 0 } }),
      /forecast\.issuedAt 0.*issuedAtMs/,
    ],
    ["energyRegister", (s) => s.energyRegister(), /load undefined.*\{ resourceId, loadId \}/],
    ["energyRegister", (s) => s.energyRegister({ resourceId: "house-1" }), /load object.*loadId/],
    [
      "energyRegister",
      (s) => s.energyRegister({ resourceId: "house-1", loadId: "load_0" }, 0, { true: true }),
      /options\.true true.*truth/,
    ],
  ])("%s: case %#", (_, call, rule) => {
    expect(() => call(make())).toThrow(rule);
  });

  it("but a reading may say whose register is meant", () => {
    const simulator = createSimulator({ fleet });
    const [reading] = simulator.readAt(0);
    expect(reading && simulator.energyRegister(reading, 0)).toHaveProperty("importWh");
  });

  it("names the VENs and loads that there are, at most 20", () => {
    const vens = Array.from({ length: 30 }, (_, at) => ({
      venId: `ven-${at}`,
      resources: [{ resourceId: `r-${at}`, name: "R", site: "house" }],
    }));
    const many = createSimulator({ fleet: { ...fleet, vens } });
    expect(() => many.readAt(0, { venId: "herning" })).toThrow(
      /venId "herning".*"ven-0", "ven-1".*"ven-19" and more$/,
    );
    expect(() => many.readAt(0, { venId: "ven-1", loadIds: ["load_2"] })).toThrow(
      /loadIds "load_2".*"load_0", "load_1"$/,
    );
  });
});

describe("what is misspelt or wrong in the options of a simulator is refused by its name", () => {
  it.each<[unknown, RegExp]>([
    [undefined, /options undefined.*fleet, seed/],
    ["one-pub", /options "one-pub".*fleet, seed/],
    [{}, /fleet undefined/],
    [{ fleet, sed: 3 }, /options\.sed 3.*seed/],
    [{ fleet, seed: {} }, /seed object.*text/],
    [{ fleet, seed: Number.NaN }, /seed NaN.*finite/],
    [{ fleet, seed: "x".repeat(1_001) }, /seed "xx.*1000 characters/],
    [{ fleet, commands: {} }, /commands object.*list/],
    [{ fleet, faults: { kind: "zero" } }, /faults object.*list/],
    [
      { fleet, faults: [{ kind: "zero", end: 5 }] },
      /faults\[0\].*fault\.end 5.*did you mean endMs/,
    ],
    [
      { fleet, faults: [{ kind: "zero", targets: { loadId: [] } }] },
      /fault\.targets\.loadId array.*did you mean loadIds/,
    ],
    [{ fleet, weather: { temperatureC: 5 } }, /weather object.*weatherFromHours/],
    [{ fleet, weather: "sunny" }, /weather "sunny"/],
    [{ fleet, clock: new Date(0) }, /clock object.*now\(\)/],
    [{ fleet, recordings: null }, /recordings null/],
    [{ fleet, recordings: { homes: Promise.resolve() } }, /recordings\.homes.*await/],
  ])("case %#", (options, rule) => {
    expect(() => createSimulator(options as never)).toThrow(rule);
  });
});
