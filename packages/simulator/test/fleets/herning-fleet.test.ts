import { fleetSource, MeterPointId } from "@ven/core";
import { LOAD_KINDS, MeterDataSimulator } from "@ven/simulator";
import { herningFleet } from "@ven/simulator/fleets";
import { describe, expect, it } from "vitest";

const { resources } = herningFleet;

describe("the Herning fleet", () => {
  it("has 120 approved, 20 pending and 10 suspended sites of one VEN, six loads each", async () => {
    const simulator = MeterDataSimulator.isolated({ source: fleetSource(herningFleet) });
    await simulator.initializeResources();
    expect(simulator.getStatistics()).toMatchObject({
      venCount: 1,
      vens: [{ venId: "Herning" }],
      resourceCount: 150,
      loadCount: 900,
      byStatus: {
        APPROVED: { resourceCount: 120, loadCount: 720 },
        PENDING: { resourceCount: 20, loadCount: 120 },
        SUSPENDED: { resourceCount: 10, loadCount: 60 },
      },
    });
    expect(simulator.collectColumns("Herning").layout.loadIds).toEqual([
      "load_0",
      "load_1",
      "load_2",
      "load_3",
      "load_4",
      "load_5",
    ]);
  });

  it("lists Murphy's Pub first, with the id that the documents quote", () => {
    expect(resources[0]).toMatchObject({
      resourceId: "5249eada-69af-432d-99a5-98f9c89f9aa6",
      name: "Murphy's Pub",
      resourceType: "pub",
      status: "APPROVED",
    });
  });

  it("has unique names, UUIDs and Danish meter points", () => {
    const distinct = (of: (resource: (typeof resources)[number]) => string) =>
      new Set(resources.map(of)).size;
    expect(distinct(({ name }) => name)).toBe(150);
    expect(distinct(({ resourceId }) => resourceId)).toBe(150);
    expect(distinct(({ meterPointId }) => meterPointId)).toBe(150);
    for (const { resourceId, meterPointId } of resources) {
      expect(resourceId).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-[48][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
      expect(MeterPointId(meterPointId)).toMatch(/^571313/);
    }
  });

  it("stands around the town and can take what its loads draw", () => {
    for (const { name, location, loads, maxConsumptionW, maxProductionW } of resources) {
      expect(Math.abs((location?.latitudeDeg ?? 0) - 56.14), name).toBeLessThan(0.07);
      expect(Math.abs((location?.longitudeDeg ?? 0) - 8.97), name).toBeLessThan(0.12);
      const ratedW = loads.reduce((total, { ratedPowerW }) => total + ratedPowerW, 0);
      expect(maxConsumptionW, name).toBeGreaterThanOrEqual(ratedW);
      expect(maxProductionW, name).toBe(0);
    }
  });

  it("has loads of known kinds only, and uses every kind", () => {
    const kinds = new Set(resources.flatMap(({ loads }) => loads.map(({ kind }) => kind)));
    expect([...kinds].sort()).toEqual([...LOAD_KINDS].sort());
  });

  it("keeps the ids that were once given to a site", () => {
    const ids = Object.fromEntries(
      resources.map(({ name, resourceId, meterPointId }) => [name, [resourceId, meterPointId]]),
    );
    expect([ids["Murphy's Pub"], ids["Lyngbakkens Bageri"]]).toMatchInlineSnapshot(`
      [
        [
          "5249eada-69af-432d-99a5-98f9c89f9aa6",
          "571313807937342519",
        ],
        [
          "6b7208b9-eb7f-80ef-90ef-b69fc2f450bc",
          "571313333280161717",
        ],
      ]
    `);
  });
});
