import { defineFleet, type FleetInput, fleetSource, isInvalidValueError, VenId } from "@ven/core";
import { describe, expect, it } from "vitest";

const pub = {
  resourceId: "5249eada-69af-432d-99a5-98f9c89f9aa6",
  name: "Murphy's Pub",
  resourceType: "pub",
  meterPointId: "571313174000000011",
  location: { latitudeDeg: 56.14, longitudeDeg: 8.97 },
  loads: [
    { loadId: "load_0", kind: "kitchen", ratedPowerW: 9_000 },
    { loadId: "load_1", kind: "lighting", ratedPowerW: 1_200 },
  ],
};
const bakery = { ...pub, resourceId: "r-2", name: "Bageriet", meterPointId: "571313174000000028" };
const fleet = (...resources: FleetInput["vens"][number]["resources"]): FleetInput => ({
  name: "test",
  vens: [{ venId: "Herning", resources }],
});

describe("defineFleet", () => {
  it("brands ids, approves by default and keeps the order", () => {
    const defined = defineFleet(fleet(pub, { ...bakery, status: "PENDING" }));
    expect(defined.vens).toEqual([{ venId: "Herning" }]);
    expect(defined.resources.map(({ name, status, venId }) => [venId, name, status])).toEqual([
      ["Herning", "Murphy's Pub", "APPROVED"],
      ["Herning", "Bageriet", "PENDING"],
    ]);
    expect(defined.resources[0]).toEqual({ ...pub, venId: "Herning", status: "APPROVED" });
  });

  it.each([
    ["a bad VEN id", { name: "t", vens: [{ venId: "", resources: [] }] }, "fleet.vens[0].venId"],
    [
      "a VEN named twice",
      {
        name: "t",
        vens: [
          { venId: "a", resources: [] },
          { venId: "a", resources: [] },
        ],
      },
      "fleet.vens[1].venId",
    ],
    [
      "a wrong check digit",
      fleet({ ...pub, meterPointId: "571313174000000012" }),
      "fleet.vens[0].resources[0].meterPointId",
    ],
    [
      "a meter point used twice",
      fleet(pub, { ...bakery, meterPointId: pub.meterPointId }),
      "fleet.vens[0].resources[1].meterPointId",
    ],
    [
      "a name used twice in a VEN",
      fleet(pub, { ...bakery, name: pub.name }),
      "fleet.vens[0].resources[1].name",
    ],
    ["an unknown status", fleet({ ...pub, status: "OK" }), "fleet.vens[0].resources[0].status"],
    [
      "a rated power of zero",
      fleet({ ...pub, loads: [{ loadId: "l", kind: "k", ratedPowerW: 0 }] }),
      "fleet.vens[0].resources[0].loads[0].ratedPowerW",
    ],
    [
      "a load id used twice",
      fleet({ ...pub, loads: [pub.loads[0], pub.loads[0]].flatMap((l) => l ?? []) }),
      "fleet.vens[0].resources[0].loads[1].loadId",
    ],
    [
      "a latitude beyond the pole",
      fleet({ ...pub, location: { latitudeDeg: 91, longitudeDeg: 0 } }),
      "fleet.vens[0].resources[0].location.latitudeDeg",
    ],
    [
      "a capacity that is no number",
      fleet({ ...pub, maxConsumptionW: Number.NaN }),
      "fleet.vens[0].resources[0].maxConsumptionW",
    ],
  ])("refuses %s and names the place", (_, input, place) => {
    let caught: unknown;
    try {
      defineFleet(input);
    } catch (error) {
      caught = error;
    }
    expect(isInvalidValueError(caught) && caught.subject).toBe(place);
  });
});

describe("fleetSource", () => {
  it("serves the resources of one VEN, and none for a VEN that it does not know", async () => {
    const source = fleetSource(defineFleet(fleet(pub, bakery)));
    expect(await source.loadVens()).toHaveLength(1);
    expect(await source.loadVenResources(VenId("Herning"))).toHaveLength(2);
    expect(await source.loadVenResources(VenId("Aarhus"))).toEqual([]);
  });
});
