// What a third party's test suite looks like: its own fleet, isolated meters, and a VTN that msw
// puts where the real one would answer.
import { defineFleet, fleetSource } from "@ven/core";
import { ManualClock } from "@ven/core/testing";
import { VenManager } from "@ven/manager";
import { createMockVtn } from "@ven/mock-vtn";
import { mockVtnHandlers } from "@ven/mock-vtn/msw";
import { MeterDataSimulator } from "@ven/simulator";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";

const vtnUrl = "https://vtn.example.com/openadr3";
const vtn = createMockVtn({ bearerToken: "test-token" });
const network = setupServer(...mockVtnHandlers(vtn, { vtnUrl }));

const fleet = defineFleet({
  name: "one bakery",
  vens: [
    {
      venId: "Ikast",
      resources: [
        {
          resourceId: "bakery-1",
          name: "Ikast Bageri",
          resourceType: "bakery",
          meterPointId: "571313174000000011",
          loads: [
            { loadId: "load_0", kind: "process", ratedPowerW: 12_000 },
            { loadId: "load_1", kind: "lighting", ratedPowerW: 900 },
          ],
        },
      ],
    },
  ],
});

beforeAll(() => network.listen({ onUnhandledRequest: "error" }));
beforeEach(() => vtn.reset());
afterAll(() => network.close());

async function startFleet() {
  const clock = new ManualClock(Date.UTC(2025, 0, 16, 5));
  const simulator = MeterDataSimulator.isolated({ source: fleetSource(fleet), seed: 7, clock });
  await simulator.initializeResources();
  const manager = new VenManager({ vtnUrl, bearerToken: "test-token", simulator });
  await manager.registerLoadVen("Ikast");
  return { clock, manager };
}

it("reports each load of the bakery once a tick", async () => {
  const { clock, manager } = await startFleet();
  await manager.generateReports();
  await clock.advance(10_000);
  await manager.generateReports();
  await manager.cleanup();
  expect(vtn.flat.reports.map(({ load_component, start }) => `${load_component} ${start}`)).toEqual(
    [
      "load_0 2025-01-16T05:00:00",
      "load_1 2025-01-16T05:00:00",
      "load_0 2025-01-16T05:00:10",
      "load_1 2025-01-16T05:00:10",
    ],
  );
});

it("reads the same powers for the same seed and instant", async () => {
  const read = async () => {
    vtn.reset();
    const { manager } = await startFleet();
    await manager.generateReports();
    await manager.cleanup();
    return vtn.flat.reports.map(({ intervals }) => intervals?.[0]?.payloads[0]?.values[0]);
  };
  const first = await read();
  expect(first).toHaveLength(2);
  expect(await read()).toEqual(first);
});
