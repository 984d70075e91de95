import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VenManager } from "@ven/manager";
import { startMockVtn } from "@ven/mock-vtn";
import { MeterDataSimulator } from "@ven/simulator";
import { openStore } from "@ven/store";
import { afterEach, expect, it } from "vitest";
import { fleetOf } from "./support/fake-meters.ts";

afterEach(() => new MeterDataSimulator().reset());

it("gives the shared meters the fleet of the store, if nobody did, and all joiners see it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ven-manager-"));
  try {
    await using vtn = await startMockVtn();
    await using store = await openStore({ path: join(folder, "fleet.sqlite") });
    await store.registry.seedFleet(fleetOf(["Herning"], 3));
    await store.registry.updateResourceStatus("Herning-1", "SUSPENDED");
    await using manager = new VenManager({ vtnUrl: vtn.vtnUrl, store });
    await manager.registerLoadVen("Herning");
    expect(await manager.generateReports()).toMatchObject({ resourceCount: 2, sentCount: 12 });
    const joined = new MeterDataSimulator();
    expect(joined.getVenList()).toEqual(["Herning"]);
    expect(joined.collectNextMetering("Herning").size).toBe(2);
    // A status that is changed through any joiner reaches the registry and the next tick.
    await joined.updateResourceStatus("Herning-1", "APPROVED");
    expect(await manager.generateReports()).toMatchObject({ resourceCount: 3, sentCount: 18 });
    const resources = await store.registry.loadVenResources("Herning");
    expect(resources.map(({ status }) => status)).toEqual(["APPROVED", "APPROVED", "APPROVED"]);
    await expect(manager.registerLoadVen("Aarhus")).rejects.toMatchObject({
      code: "UNKNOWN_VEN",
      message: expect.stringContaining("Herning"),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
