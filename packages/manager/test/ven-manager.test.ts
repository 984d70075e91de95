import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { fleetSource, REPEATED_LOG } from "@ven/core";
import { ManualClock, RecordingLogger } from "@ven/core/testing";
import { isManagerClosedError, isNoFleetError, MANAGER_LOG, VenManager } from "@ven/manager";
import { startMockVtn } from "@ven/mock-vtn";
import { MeterDataSimulator } from "@ven/simulator";
import { VEN_CLIENT_LOG } from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import { fleetOf, ScriptedMeters } from "./support/fake-meters.ts";

const fleet = fleetOf(["Herning", "Ikast"], 3);
const meters = (powerW: (venId: string, row: number, index: number) => number = (_, row) => row) =>
  new ScriptedMeters(fleet, powerW);

describe("registerLoadVen", () => {
  it("registers the VEN and its approved resources, once", async () => {
    await using vtn = await startMockVtn();
    const logger = new RecordingLogger();
    await using manager = new VenManager({ vtnUrl: vtn.vtnUrl, simulator: meters(), logger });
    const [first, second] = await Promise.all([
      manager.registerLoadVen("Herning"),
      manager.registerLoadVen("Herning"),
    ]);
    expect(second).toBe(first);
    expect(vtn.vtn.flat.vens).toMatchObject([
      { ven_name: "Herning", client_name: "Client_Herning" },
    ]);
    expect(vtn.vtn.flat.resources.map(({ resource_name }) => resource_name)).toEqual([
      "Herning site 0",
      "Herning site 1",
      "Herning site 2",
    ]);
    expect([...manager.vens.keys()]).toEqual(["Herning"]);
    expect(manager.vens.get(first.venId)?.vtnVenId).toBe(vtn.vtn.flat.vens[0]?.id);
    expect(logger.records).toContainEqual({
      level: "info",
      message: MANAGER_LOG.resourcesRegistered,
      fields: { venId: "Herning", registeredCount: 3, existingCount: 0, failedCount: 0 },
    });
  });

  it("carries on when the VTN knows the VEN and its resources from before", async () => {
    await using vtn = await startMockVtn();
    for (let run = 0; run < 2; run += 1) {
      await using manager = new VenManager({ vtnUrl: vtn.vtnUrl, simulator: meters() });
      await manager.registerLoadVen("Herning");
      expect((await manager.generateReports()).sentCount).toBe(18);
    }
    expect(vtn.vtn.flat.vens).toHaveLength(1);
    expect(vtn.vtn.reportCount).toBe(36);
  });

  it("registers a resource that is approved later, before its first report", async () => {
    await using vtn = await startMockVtn();
    const registry = fleetSource(fleet);
    const simulator = MeterDataSimulator.isolated({ source: registry });
    await simulator.initializeResources();
    await simulator.updateResourceStatus("Herning-2", "PENDING");
    await using manager = new VenManager({ vtnUrl: vtn.vtnUrl, simulator });
    await manager.registerLoadVen("Herning");
    expect(await manager.generateReports()).toMatchObject({ resourceCount: 2, sentCount: 12 });
    expect(vtn.vtn.flat.resources).toHaveLength(2);
    await simulator.updateResourceStatus("Herning-2", "APPROVED");
    expect(await manager.generateReports()).toMatchObject({ resourceCount: 3, sentCount: 18 });
    expect(vtn.vtn.flat.resources).toHaveLength(3);
  });

  it("tells what is wrong, and may be tried again", async () => {
    await using vtn = await startMockVtn({ bearerToken: "right" });
    const options = { vtnUrl: vtn.vtnUrl, simulator: meters() };
    await using refused = new VenManager({ ...options, bearerToken: "wrong" });
    await expect(refused.registerLoadVen("Herning")).rejects.toMatchObject({
      code: "VTN_UNAUTHORIZED",
    });
    await expect(refused.registerLoadVen("Herning")).rejects.toMatchObject({
      code: "VTN_UNAUTHORIZED",
    });
    expect(refused.vens.size).toBe(0);
    await using accepted = new VenManager({ ...options, bearerToken: "right" });
    await accepted.registerLoadVen("Herning");
    expect(accepted.vens.size).toBe(1);
  });
});

describe("generateReports", () => {
  it("steps the meters once and reports each load of each registered VEN", async () => {
    await using vtn = await startMockVtn();
    const logger = new RecordingLogger();
    await using manager = new VenManager({
      vtnUrl: vtn.vtnUrl,
      simulator: meters((_, row, index) => row + index / 10),
      logger,
      programId: "program-7",
    });
    await manager.registerLoadVen("Herning");
    await manager.registerLoadVen("Ikast");
    const report = await manager.generateReports();
    expect(report).toMatchObject({
      index: 1,
      resourceCount: 6,
      reportCount: 36,
      sentCount: 36,
      failedCount: 0,
      missingCount: 0,
      vens: [
        { venId: "Herning", resourceCount: 3, reportCount: 18, sentCount: 18, failedCount: 0 },
        { venId: "Ikast", resourceCount: 3, reportCount: 18, sentCount: 18, failedCount: 0 },
      ],
    });
    const seen = vtn.vtn.flat.reports.map(
      ({ resource_id, load_component, intervals, program_id }) =>
        `${resource_id} ${load_component} ${intervals?.[0]?.payloads[0]?.values[0]} ${program_id}`,
    );
    expect(new Set(seen).size).toBe(36);
    expect(seen).toContain("Ikast-2 load_5 0.0171 program-7");
    expect(logger.messages("info").slice(-8)).toEqual(
      expect.arrayContaining([
        MANAGER_LOG.tickStarted,
        MANAGER_LOG.collecting,
        MANAGER_LOG.processing,
        MANAGER_LOG.sent,
        MANAGER_LOG.complete,
      ]),
    );
  });

  it("leaves out readings that are missing, and counts them", async () => {
    await using vtn = await startMockVtn();
    const simulator = meters((_, row) => (row % 3 === 0 ? Number.NaN : row));
    await using manager = new VenManager({ vtnUrl: vtn.vtnUrl, simulator });
    await manager.registerLoadVen("Herning");
    expect(await manager.generateReports()).toMatchObject({
      reportCount: 12,
      sentCount: 12,
      missingCount: 6,
    });
    expect(vtn.vtn.reportCount).toBe(12);
  });

  it("reports only the loads that are wanted", async () => {
    await using vtn = await startMockVtn();
    const loadIds = ["load_1", "load_4", "load_9"];
    await using manager = new VenManager({ vtnUrl: vtn.vtnUrl, simulator: meters(), loadIds });
    await manager.registerLoadVen("Herning");
    expect(await manager.generateReports()).toMatchObject({ reportCount: 6, sentCount: 6 });
    expect(new Set(vtn.vtn.flat.reports.map(({ load_component }) => load_component))).toEqual(
      new Set(["load_1", "load_4"]),
    );
  });

  it("goes on with the other readings when one is refused", async () => {
    await using vtn = await startMockVtn();
    const logger = new RecordingLogger();
    const simulator = meters((_, row) => (row === 7 ? Number.POSITIVE_INFINITY : row));
    await using manager = new VenManager({ vtnUrl: vtn.vtnUrl, simulator, logger });
    await manager.registerLoadVen("Herning");
    expect(await manager.generateReports()).toMatchObject({ sentCount: 17, failedCount: 1 });
    expect(logger.records.filter(({ level }) => level === "warn")).toMatchObject([
      {
        message: MANAGER_LOG.readingNotCarried,
        fields: { path: "Herning site 1/load_1", reason: "its power is Infinity" },
      },
    ]);
  });

  it("goes on with the other VENs when one cannot be read", async () => {
    await using vtn = await startMockVtn();
    const logger = new RecordingLogger();
    const simulator = meters((venId, row) => {
      if (venId === "Herning") throw new Error("meter bus is down");
      return row;
    });
    await using manager = new VenManager({ vtnUrl: vtn.vtnUrl, simulator, logger });
    await manager.registerLoadVen("Herning");
    await manager.registerLoadVen("Ikast");
    const report = await manager.generateReports();
    expect(report.vens).toMatchObject([
      { venId: "Herning", sentCount: 0, error: expect.any(Error) },
      { venId: "Ikast", sentCount: 18 },
    ]);
    expect(logger.records).toContainEqual({
      level: "error",
      message: MANAGER_LOG.venFailed,
      fields: { venId: "Herning", reason: "meter bus is down" },
    });
  });

  it("survives a VTN that goes away and comes back, and says so once a tick", async () => {
    let vtn = await startMockVtn();
    const { port } = vtn;
    const logger = new RecordingLogger();
    await using manager = new VenManager({
      vtnUrl: vtn.vtnUrl,
      simulator: meters(),
      logger,
      retryFirstMs: 20,
    });
    await manager.registerLoadVen("Herning");
    await vtn.close();
    expect(await manager.venReportUsage()).toMatchObject({ sentCount: 0, waitingCount: 18 });
    const warnings = logger.records.filter(({ level }) => level === "warn");
    const first = warnings.filter(({ message }) => message === VEN_CLIENT_LOG.unanswered);
    const repeated = warnings.filter(({ message }) => message === REPEATED_LOG);
    // Idle connections are reset, new ones refused: two kinds of failure at the most.
    expect(first.length).toBeLessThanOrEqual(2);
    expect(first.map(({ fields }) => fields["reason"])).toContain("ECONNREFUSED");
    expect(repeated.length).toBeLessThanOrEqual(first.length + 1);
    expect(logger.messages("warn")).toContain(MANAGER_LOG.vtnDown);
    vtn = await startMockVtn({ port });
    await using _ = vtn;
    // The new VTN does not know the VEN, which is registered again.
    await manager.venReportUsage();
    await manager.drain();
    expect(vtn.vtn.reportCount).toBe(36);
  });

  it("asks for a fleet when the meters have none, and takes the store's", async () => {
    const simulator = meters();
    simulator.isInitialized = false;
    await using without = new VenManager({ vtnUrl: "http://127.0.0.1:1", simulator });
    await expect(without.generateReports()).rejects.toSatisfy(isNoFleetError);
    expect(await without.venReportUsage()).toBeUndefined();
    const registry = fleetSource(fleet);
    await using manager = new VenManager({
      vtnUrl: "http://127.0.0.1:1",
      simulator,
      store: { registry },
    });
    await manager.generateReports();
    expect(simulator.initializedFrom).toBe(registry);
  });

  it("warns when no VEN is registered", async () => {
    const logger = new RecordingLogger();
    await using manager = new VenManager({
      vtnUrl: "http://127.0.0.1:1",
      simulator: meters(),
      logger,
    });
    expect(await manager.generateReports()).toMatchObject({ reportCount: 0, vens: [] });
    expect(logger.messages("warn")).toEqual([MANAGER_LOG.noVen]);
  });

  it("leaves the rest to the background when it is told to stop early", async () => {
    await using vtn = await startMockVtn();
    await using manager = new VenManager({
      vtnUrl: vtn.vtnUrl,
      simulator: meters(),
      concurrency: 1,
    });
    await manager.registerLoadVen("Herning");
    const controller = new AbortController();
    vtn.vtn.flat.onReport(() => {
      if (vtn.vtn.reportCount === 5) controller.abort();
    });
    const report = await manager.generateReports({ signal: controller.signal });
    expect(report).toMatchObject({ sentCount: 0, waitingCount: 18 });
    await manager.drain();
    expect(vtn.vtn.reportCount).toBe(18);
  });

  it("shows the token in nothing that it logs, whatever fails", async () => {
    const echo = createServer((request, response) =>
      response.writeHead(500).end(`no, ${request.headers.authorization}`),
    );
    await new Promise<void>((resolve) => echo.listen(0, "127.0.0.1", resolve));
    const { port } = echo.address() as AddressInfo;
    const logger = new RecordingLogger();
    const manager = new VenManager({
      vtnUrl: `http://127.0.0.1:${port}`,
      bearerToken: "canary-51c",
      simulator: meters(),
      logger,
    });
    const error = await manager.registerLoadVen("Herning").catch((reason: unknown) => reason);
    await manager.cleanup();
    echo.close();
    const printed = inspect([manager, error, logger.records], { depth: 10, showHidden: true });
    expect(printed).toContain("[redacted]");
    expect(printed).not.toContain("canary-51c");
  });
});

describe("limits", () => {
  it("has no more requests under way than it may", async () => {
    let open = 0;
    let most = 0;
    const slow = createServer((request, response) => {
      open += 1;
      most = Math.max(most, open);
      request.resume();
      setImmediate(() => {
        open -= 1;
        const answer = request.url?.endsWith("/vens") ? '{"id":"v","ven_name":"x"}' : "{}";
        response.writeHead(201).end(answer);
      });
    });
    await new Promise<void>((resolve) => slow.listen(0, "127.0.0.1", resolve));
    const { port } = slow.address() as AddressInfo;
    const manager = new VenManager({
      vtnUrl: `http://127.0.0.1:${port}`,
      simulator: meters(),
      concurrency: 4,
    });
    await manager.registerLoadVen("Herning");
    await manager.registerLoadVen("Ikast");
    expect((await manager.generateReports()).sentCount).toBe(36);
    await manager.cleanup();
    expect(most).toBeLessThanOrEqual(4);
    expect(most).toBeGreaterThan(1);
    await new Promise((resolve) => slow.close(resolve));
  });

  it("spaces requests evenly at the rate that it is given", async () => {
    await using vtn = await startMockVtn();
    const clock = new ManualClock();
    const startedAtMs: number[] = [];
    vtn.vtn.flat.onReport(() => startedAtMs.push(clock.monotonic()));
    await using manager = new VenManager({
      vtnUrl: vtn.vtnUrl,
      simulator: meters(),
      clock,
      maxReportsPerSecond: 10,
    });
    const reaching = (async () => {
      await manager.registerLoadVen("Herning");
      return manager.generateReports();
    })();
    let isDone = false;
    void reaching.finally(() => {
      isDone = true;
    });
    for (let turn = 0; turn < 500 && !isDone; turn += 1) {
      await clock.advance(10);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect((await reaching).sentCount).toBe(18);
    for (let index = 10; index < startedAtMs.length; index += 1) {
      const apartMs = (startedAtMs[index] ?? 0) - (startedAtMs[index - 10] ?? 0);
      expect(apartMs).toBeGreaterThanOrEqual(900);
    }
  });

  it.each([
    [{ concurrency: 0 }, "concurrency"],
    [{ concurrency: 1.5 }, "concurrency"],
    [{ maxReportsPerSecond: 0 }, "maxReportsPerSecond"],
    [{ loadIds: [""] }, "LoadId"],
    [{ vtnUrl: "vtn" }, "vtnUrl"],
  ])("refuses the options %o", (options, named) => {
    expect(
      () => new VenManager({ vtnUrl: "http://127.0.0.1:1", simulator: meters(), ...options }),
    ).toThrow(named);
  });
});

describe("cleanup", () => {
  it("leaves no connection open and refuses further use", async () => {
    await using vtn = await startMockVtn();
    const manager = new VenManager({ vtnUrl: vtn.vtnUrl, simulator: meters() });
    await manager.registerLoadVen("Herning");
    await manager.generateReports();
    await manager.cleanup();
    await manager.cleanup();
    await expect(manager.generateReports()).rejects.toSatisfy(isManagerClosedError);
    await expect(manager.registerLoadVen("Ikast")).rejects.toSatisfy(isManagerClosedError);
    const openSockets = () =>
      process.getActiveResourcesInfo().filter((kind) => kind === "TCPSocketWrap").length;
    for (let turn = 0; turn < 200 && openSockets() > 0; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(openSockets()).toBe(0);
  });
});
