import { createSimulator } from "@ven/simulator";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const load = (loadId: string) => ({
  loadId,
  kind: "plugs",
  ratedPowerW: 1_000,
  model: { model: "constant" } as const,
});

const fleet = {
  name: "streets",
  sites: {
    house: { resourceType: "house", loads: [load("load_0"), load("load_1")] },
    hut: { resourceType: "hut", loads: [load("load_1"), load("load_2"), load("load_3")] },
  },
  vens: [
    {
      venId: "a",
      resources: [
        { resourceId: "a-{n}", name: "A {n}", site: "house", count: 12 },
        { resourceId: "a{n}1-{n}", name: "A1 {n}", site: "hut", count: 111 },
      ],
    },
    {
      venId: "b",
      resources: [
        { resourceId: "b", name: "B", site: "hut" },
        { resourceId: "b-{n}", name: "B2", site: "house", status: "SUSPENDED" as const },
      ],
    },
  ],
};

const simulator = createSimulator({ fleet });
const all = [...simulator.readAt(0)];
const resourceIds = [...new Set(all.map(({ resourceId }) => resourceId))];
const places = (readings: Iterable<{ resourceId: string; loadId: string }>) =>
  [...readings].map(({ resourceId, loadId }) => `${resourceId}/${loadId}`);

describe("a selection of loads", () => {
  it("is what a search through the whole fleet would find, in its order", () => {
    const selection = fc.record(
      {
        venId: fc.constantFrom("a", "b"),
        resourceIds: fc
          .subarray(resourceIds)
          .chain((ids) => fc.shuffledSubarray(ids, { minLength: ids.length })),
        loadIds: fc.subarray(["load_0", "load_1", "load_2", "load_3"]),
        approvedOnly: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(selection, (chosen) => {
        const { venId, approvedOnly } = chosen;
        const fitting = all.filter(
          (reading) =>
            (venId ?? reading.venId) === reading.venId &&
            !(approvedOnly === true && reading.resourceId === "b-{n}") &&
            (chosen.resourceIds ?? resourceIds).includes(reading.resourceId),
        );
        const found = fitting.filter(({ loadId }) => chosen.loadIds?.includes(loadId) ?? true);
        const isComplete =
          (chosen.resourceIds ?? []).every((id) => fitting.some((r) => r.resourceId === id)) &&
          (chosen.loadIds ?? []).every((id) => fitting.some((r) => r.loadId === id));
        if (isComplete) expect(places(simulator.readAt(0, chosen))).toEqual(places(found));
        else expect(() => simulator.readAt(0, chosen)).toThrow(/in what is chosen/);
      }),
    );
  });

  it.each(["a-0", "a-01", "a-13", "a-", "a-1 ", "a-{n}", "a1-1", "a11-2", "a0-0", "b-1", ""])(
    "has no resource %j",
    (resourceId) => {
      expect(() => simulator.readAt(0, { resourceIds: [resourceId] })).toThrow(/no resource/);
    },
  );

  it("takes a resource once that is named twice", () => {
    const twice = simulator.readAt(0, { resourceIds: ["b", "b"], loadIds: ["load_2"] });
    expect(places(twice)).toEqual(["b/load_2"]);
  });
});
