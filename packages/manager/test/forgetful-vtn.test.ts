import { RecordingLogger } from "@ven/core/testing";
import { MANAGER_LOG, VenManager } from "@ven/manager";
import { type RunningMockVtn, startMockVtn } from "@ven/mock-vtn";
import { describe, expect, it } from "vitest";
import { fleetOf, ScriptedMeters } from "./support/fake-meters.ts";

const protocols = ["flat", "3.0.1", "3.1.0"] as const;
type Protocol = (typeof protocols)[number];

const fleet = fleetOf(["Herning", "Ikast"], 2, 3);

function managerAt(vtn: RunningMockVtn, protocol: Protocol, logger = new RecordingLogger()) {
  const simulator = new ScriptedMeters(fleet, (_, row) => row);
  return new VenManager({
    vtnUrl: vtn.vtnUrls[protocol],
    protocol,
    simulator,
    logger,
    retryFirstMs: 20,
  });
}

describe.each(protocols)("VenManager over %s", (protocol) => {
  it("registers again what the VTN has forgotten, and sends what was refused", async () => {
    await using vtn = await startMockVtn();
    await using manager = managerAt(vtn, protocol);
    await manager.registerLoadVens(["Herning", "Ikast"]);
    expect((await manager.generateReports()).sentCount).toBe(12);
    vtn.vtn.reset();
    expect(await manager.generateReports()).toMatchObject({ failedCount: 0 });
    await manager.drain();
    expect(await manager.generateReports()).toMatchObject({ sentCount: 12, failedCount: 0 });
    expect(vtn.vtn.reportCount).toBe(protocol === "flat" ? 24 : 4);
    const { vens, resources } = vtn.vtn[protocol];
    expect(vens).toHaveLength(2);
    expect(resources).toHaveLength(protocol === "flat" ? 4 : 12);
    expect((await manager.generateReports()).sentCount).toBe(12);
    expect(vtn.vtn[protocol].vens).toHaveLength(2);
  });

  it("registers a VEN that failed at first at a later tick, and says why until then", async () => {
    await using vtn = await startMockVtn();
    const logger = new RecordingLogger();
    await using manager = managerAt(vtn, protocol, logger);
    const broken = vtn.vtn.faults.add({
      method: "POST",
      path: "/vens",
      fromNth: 2,
      fault: { kind: "status", status: 503 },
    });
    const failures = await manager.registerLoadVens(["Herning", "Ikast"]);
    expect(failures.size).toBe(1);
    expect(manager.vens.size).toBe(1);
    const first = await manager.generateReports();
    expect(first.vens.map(({ reason }) => reason === undefined).sort()).toEqual([false, true]);
    expect(logger.messages("error")).toContain(MANAGER_LOG.venFailed);
    broken.remove();
    await manager.drain();
    expect(await manager.generateReports()).toMatchObject({ sentCount: 12, failedCount: 0 });
    expect(broken.struckCount).toBeGreaterThanOrEqual(2);
    expect(manager.vens.size).toBe(2);
  });
});

describe.each(["3.0.1", "3.1.0"] as const)("VenManager over OpenADR %s", (protocol) => {
  it("makes the event anew that somebody deleted, once for all VENs", async () => {
    await using vtn = await startMockVtn();
    await using manager = managerAt(vtn, protocol);
    await manager.registerLoadVens(["Herning", "Ikast"]);
    await manager.generateReports();
    const [event] = vtn.vtn[protocol].events;
    await fetch(`${vtn.vtnUrls[protocol]}/events/${event?.id}`, { method: "DELETE" });
    expect(await manager.generateReports()).toMatchObject({ failedCount: 0 });
    await manager.drain();
    expect((await manager.generateReports()).sentCount).toBe(12);
    expect(vtn.vtn[protocol].events).toHaveLength(1);
    expect(vtn.vtn[protocol].vens).toHaveLength(2);
  });
});
