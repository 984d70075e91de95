import {
  createSimulator,
  type FleetSpecInput,
  fleetResources,
  parseFleet,
  SITE_TYPES,
  USUAL_KINDS,
} from "@ven/simulator";
import { describe, expect, it } from "vitest";

type Load = FleetSpecInput["sites"][string]["loads"][number];
type Resource = FleetSpecInput["vens"][number]["resources"][number];

const home: Load = { loadId: "load_0", kind: "home", ratedPowerW: 6_000 };
const seven: Resource = { resourceId: "house-7", name: "House 7", site: "house" };

const houses = (changes: Partial<Resource> = {}): Resource => ({
  resourceId: "house-{n}",
  name: "House {n}",
  site: "house",
  count: 40,
  ...changes,
});

const fleetOf = (
  resources: Resource[],
  site: { resourceType?: string; loads?: Load[] } = {},
): FleetSpecInput => ({
  name: "street",
  sites: { house: { resourceType: "house", loads: [home], ...site } },
  vens: [{ venId: "street", resources }],
});

/** What making a simulator, listing resources and reading a file say alike. */
function messageOf(fleet: unknown): string {
  const tries = [
    () => createSimulator({ fleet: fleet as FleetSpecInput }),
    () => fleetResources(fleet as FleetSpecInput),
    () => parseFleet(JSON.stringify(fleet)),
  ].map((open) => {
    try {
      open();
      return "taken";
    } catch (error) {
      return (error as Error).message.replace(/^fleet, line 1: /, "");
    }
  });
  expect(new Set(tries).size).toBe(1);
  return tries[0] ?? "";
}

describe("a load without a model", () => {
  it.each([
    ["solar", "pv"],
    ["storage", "battery"],
    ["EV", "ev"],
    ["heatpump", "heatPump"],
    ["kichen", "kitchen"],
  ])("of kind %s is refused: did you mean %s?", (kind, meant) => {
    const message = messageOf(fleetOf([seven], { loads: [{ ...home, kind }] }));
    expect(message).toContain(
      `fleet.sites.house.loads[0].kind "${kind}" is not valid: did you mean`,
    );
    expect(message).toContain(`did you mean ${meant}? give one of refrigeration, kitchen`);
    expect(message).toContain("or give it a model");
  });

  it.each([
    ["hous", "house"],
    ["House", "house"],
    ["apartment", "flat"],
  ])("at a %s is refused: did you mean %s?", (resourceType, meant) => {
    const message = messageOf(fleetOf([seven], { resourceType }));
    expect(message).toContain(`fleet.sites.house.resourceType "${resourceType}" is not valid`);
    expect(message).toContain(`did you mean ${meant}? give one of pub, restaurant`);
  });

  it("is refused with all that is known where nothing is near", () => {
    const message = messageOf(fleetOf([seven], { loads: [{ ...home, kind: "zzz" }] }));
    expect(message).toContain(`: give one of ${USUAL_KINDS.join(", ")}; or`);
  });

  it("is taken at every kind of site if it is of a usual kind", () => {
    for (const resourceType of SITE_TYPES) {
      const loads = USUAL_KINDS.map((kind, at) => ({ ...home, loadId: `load_${at}`, kind }));
      const simulator = createSimulator({ fleet: fleetOf([seven], { resourceType, loads }) });
      expect(simulator.readAt(0).powerW, resourceType).toHaveLength(USUAL_KINDS.length);
    }
  });

  it("may be called as its model is", () => {
    const readings = (load: Load) =>
      createSimulator({ fleet: fleetOf([seven], { loads: [load] }) }).range({
        fromMs: Date.UTC(2025, 5, 3),
        toMs: Date.UTC(2025, 5, 4),
        stepMs: 900_000,
      }).powerW;
    for (const kind of ["ev", "heatPump", "fridge", "waterHeater", "pv", "constant"] as const) {
      const { powerW } = { powerW: readings({ ...home, kind }) };
      expect(powerW, kind).toEqual(readings({ ...home, kind: "mine", model: { model: kind } }));
    }
  });
});

describe("what nothing is known of", () => {
  const mine: Load = { ...home, kind: "mine", model: { model: "constant" } };

  it("is taken with a model", () => {
    const site = { resourceType: "castle", loads: [mine] };
    expect(messageOf(fleetOf([seven], site))).toBe("taken");
  });

  it("is taken from resources that are listed one by one, also out of a snapshot", async () => {
    const listed = fleetResources(fleetOf([seven], { resourceType: "castle", loads: [mine] }));
    const simulator = createSimulator({ fleet: listed });
    expect(simulator.fleet.sites["castle-1"]?.loads[0]?.model).toMatchObject({
      model: "commercial",
      site: "general",
      part: "general",
    });
    const { restoreSimulator } = await import("@ven/simulator");
    const again = restoreSimulator(JSON.parse(JSON.stringify(simulator.snapshot())));
    expect(again.readAt(0).powerW).toEqual(simulator.readAt(0).powerW);
  });
});

describe("what is there twice", () => {
  it("is refused within a site", () => {
    expect(messageOf(fleetOf([seven], { loads: [home, { ...home, kind: "ev" }] }))).toContain(
      'fleet.sites.house.loads[1].loadId "load_0" is not valid: it is used twice',
    );
  });

  it.each<[string, Resource[], string]>([
    ["two ids", [seven, { ...seven, name: "x" }], 'resources[1].resourceId "house-7"'],
    ["two names", [seven, { ...seven, resourceId: "x" }], 'resources[1].name "House 7"'],
    [
      "two meter points",
      [
        { ...seven, meterPointId: "571313807937342519" },
        { resourceId: "x", name: "x", site: "house", meterPointId: "571313807937342519" },
      ],
      'resources[1].meterPointId "571313807937342519"',
    ],
    [
      "an id of many",
      [houses(), seven],
      'resources[1].resourceId "house-7" is not valid: "house-7" is one of the 40 of "house-{n}"',
    ],
    ["the same before it", [seven, houses()], 'resources[0].resourceId "house-7"'],
    ["a name of many", [houses(), { ...seven, resourceId: "x" }], 'resources[1].name "House 7"'],
    [
      "one of a count of 1",
      [houses(), { ...houses(), resourceId: "house-{n}", name: "x{n}", count: 1 }],
      "resources[1].resourceId",
    ],
    ["two patterns", [houses(), houses({ name: "x {n}" })], 'resources[1].resourceId "house-{n}"'],
    [
      "patterns that overlap",
      [houses(), houses({ resourceId: "house-1{n}", name: "x {n}" })],
      '"house-11" is one of the 40 of "house-{n}"',
    ],
  ])("is refused of %s", (_, resources, message) => {
    expect(messageOf(fleetOf(resources))).toContain(message);
  });

  it("is not what only looks alike", () => {
    const near = ["house-0", "house-41", "house-07", "house-7a", "house-{n}", "House-7"];
    const others = near.map((resourceId) => ({ ...seven, resourceId, name: resourceId }));
    expect(messageOf(fleetOf([houses(), ...others]))).toBe("taken");
    const vens = ["a", "b"].map((venId) => ({
      venId,
      resources: [houses({ resourceId: `${venId}-{n}` })],
    }));
    expect(messageOf({ ...fleetOf([]), vens })).toBe("taken");
  });

  it("is found among a million loads", () => {
    const parts = Array.from({ length: 100 }, (_, at) =>
      houses({ resourceId: `part-${at}-{n}`, name: `Part ${at} {n}`, count: 10_000 }),
    );
    const extra = { ...seven, resourceId: "part-57-9999" };
    expect(messageOf(fleetOf([...parts, seven, extra]))).toMatch(
      /part-57-9999" is one of the 10000/,
    );
  });
});

describe("a name that is not known", () => {
  const withModel = (model: object) => fleetOf([seven], { loads: [{ ...home, model } as Load] });

  it.each<[string, object, string]>([
    [
      "setting",
      withModel({ model: "heatPump", setPointC: 20 }),
      "loads[0].model.setPointC 20 is not valid: there is no such setting: did you mean setpointC? give one of model, setpointC",
    ],
    [
      "setting of the fleet",
      { ...fleetOf([seven]), timezone: "UTC" },
      'fleet.timezone "UTC" is not valid: there is no such setting: did you mean timeZone?',
    ],
    [
      "setting of constant",
      withModel({ model: "constant", power: 5 }),
      "loads[0].model.power 5 is not valid: there is no such setting: did you mean powerW? give one of model, powerW",
    ],
    [
      "model",
      withModel({ model: "heatpump" }),
      'loads[0].model.model "heatpump" is not valid: did you mean heatPump? give one of appliances',
    ],
    [
      "model of a part",
      withModel({ model: "sum", parts: [{ model: { model: "solar" } }] }),
      'model.parts[0].model.model "solar" is not valid: did you mean pv?',
    ],
    [
      "choice",
      fleetOf([{ ...seven, status: "APROVED" as "APPROVED" }]),
      'resources[0].status "APROVED" is not valid: did you mean APPROVED?',
    ],
    [
      "site",
      fleetOf([{ ...seven, site: "huose" }]),
      'resources[0].site "huose" is not valid: did you mean house?',
    ],
    [
      "time zone",
      { ...fleetOf([seven]), timeZone: "Europe/Kopenhagn" },
      'fleet.timeZone "Europe/Kopenhagn" is not valid',
    ],
    ["country", { ...fleetOf([seven]), holidays: "Denmark" }, "give a country or state such as DK"],
  ])("is told with the nearest: %s", (_, fleet, message) => {
    expect(messageOf(fleet)).toContain(message);
  });

  it("of a recording is told with its place", () => {
    const fleet = withModel({ model: "replay", recording: "homes" }) as FleetSpecInput;
    expect(() => createSimulator({ fleet })).toThrow(
      /^fleet\.sites\.house\.loads\[0\]\.model .*recording "homes"/,
    );
  });
});

describe("a fleet file that breaks a rule between its parts", () => {
  const text = `
$schema: https://example.com/fleet.schema.json
name: street
timeZone: Europe/Copenhagen
sites:
  house:
    resourceType: house
    loads:
      - loadId: load_0
        kind: ev
        ratedPowerW: 11000
vens:
  - venId: street
    resources:
      - resourceId: "house-{n}"
        name: "House {n}"
        site: house
        count: 4
`;

  it("is taken if it breaks none, with its $schema ignored", () => {
    expect(createSimulator({ fleet: parseFleet(text) }).loadCount).toBe(4);
  });

  it.each([
    ["kind: ev", "kind: solar", "line 10: fleet.sites.house.loads[0].kind"],
    ["site: house", "site: hut", "line 17: fleet.vens[0].resources[0].site"],
    ["house-{n}", "house", "line 15: fleet.vens[0].resources[0].resourceId"],
    ["Copenhagen", "Nowhere", "line 4: fleet.timeZone"],
    ["count: 4", "count: 4\n        cuont: 5", "line 19: fleet.vens[0].resources[0].cuont"],
  ])("is told with its line: %s", (from, to, place) => {
    expect(() => parseFleet(text.replace(from, to), { fileName: "street.yaml" })).toThrow(
      `street.yaml, ${place}`,
    );
  });
});
