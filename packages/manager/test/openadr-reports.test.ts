import { RecordingLogger } from "@ven/core/testing";
import {
  isNoReportEventError,
  MANAGER_LOG,
  type OpenAdrVen,
  TELEMETRY_NAME,
  VenManager,
  type VenManagerOptions,
} from "@ven/manager";
import { type RunningMockVtn, startMockVtn } from "@ven/mock-vtn";
import { isOneVenPerClientError } from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import { fleetOf, ScriptedMeters } from "./support/fake-meters.ts";

const versions = ["3.0.1", "3.1.0"] as const;
const fleet = fleetOf(["Herning", "Ikast"], 3);

function managerAt(
  vtn: RunningMockVtn,
  protocol: (typeof versions)[number],
  options: Partial<VenManagerOptions> = {},
): VenManager {
  const simulator = new ScriptedMeters(fleet, (_, row, index) => row + index / 10);
  return new VenManager({ vtnUrl: vtn.vtnUrls[protocol], protocol, simulator, ...options });
}

describe.each(versions)("VenManager over OpenADR %s", (protocol) => {
  it("reports each VEN's tick as one report of one resource per load", async () => {
    await using vtn = await startMockVtn();
    const logger = new RecordingLogger();
    await using manager = managerAt(vtn, protocol, { logger });
    await manager.registerLoadVen("Herning");
    await manager.registerLoadVen("Ikast");
    expect(await manager.generateReports()).toMatchObject({
      resourceCount: 6,
      readingCount: 36,
      reportCount: 2,
      sentCount: 36,
      failedCount: 0,
    });
    const { reports, resources, vens } = vtn.vtn[protocol];
    expect(vens.map(({ venName }) => venName)).toEqual(["Herning", "Ikast"]);
    expect(resources).toHaveLength(36);
    expect(resources[0]).toMatchObject({
      resourceName: "Herning site 0/load_0",
      venID: vens[0]?.id,
      attributes: expect.arrayContaining([{ type: "SITE", values: ["Herning site 0"] }]),
    });
    expect(reports).toHaveLength(2);
    const ikast = reports.find(({ clientName }) => clientName === "Ikast");
    expect(ikast?.resources).toHaveLength(18);
    expect(ikast?.resources[17]).toEqual({
      resourceName: "Ikast site 2/load_5",
      intervalPeriod: { start: "2025-01-16T14:00:10Z", duration: "PT0S" },
      intervals: [{ id: 0, payloads: [{ type: "READING", values: [0.0171] }] }],
    });
    for (const { id, clientName } of reports) {
      expect(logger.records).toContainEqual({
        level: "debug",
        message: MANAGER_LOG.reportAccepted,
        fields: { venId: clientName, reportId: id, readingCount: 18 },
      });
    }
    expect(logger.records).toContainEqual({
      level: "info",
      message: MANAGER_LOG.sent,
      fields: {
        venId: "Ikast",
        sentCount: 18,
        readingCount: 18,
        reportCount: 1,
        waitingCount: 0,
      },
    });
  });

  it("quotes one report-only event, which it makes and finds again", async () => {
    await using vtn = await startMockVtn();
    for (let run = 0; run < 2; run += 1) {
      await using manager = managerAt(vtn, protocol);
      await manager.registerLoadVen("Herning");
      await manager.registerLoadVen("Ikast");
      await manager.generateReports();
    }
    const { programs, events, reports, resources } = vtn.vtn[protocol];
    expect(programs.map(({ programName }) => programName)).toEqual([TELEMETRY_NAME]);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      programID: programs[0]?.id,
      reportDescriptors: [{ payloadType: "READING", units: "KW" }],
    });
    expect(new Set(reports.map(({ eventID }) => eventID))).toEqual(new Set([events[0]?.id]));
    expect([reports.length, resources.length]).toEqual([4, 36]);
  });

  it("quotes the event that it is given", async () => {
    await using vtn = await startMockVtn();
    await using maker = managerAt(vtn, protocol);
    const made = (await maker.registerLoadVen("Herning")) as OpenAdrVen;
    await using manager = managerAt(vtn, protocol, { eventId: made.eventId });
    const ven = (await manager.registerLoadVen("Ikast")) as OpenAdrVen;
    expect([ven.eventId, ven.programId]).toEqual([made.eventId, made.programId]);
    await using lost = managerAt(vtn, protocol, { eventId: "event-999" });
    await expect(lost.registerLoadVen("Ikast")).rejects.toMatchObject({
      code: "NO_REPORT_EVENT",
      message: expect.stringContaining('"event-999"'),
    });
  });

  it("logs in as each VEN, and lets business logic make the event", async () => {
    const client = (clientId: string, role: "VEN" | "BL") =>
      ({ clientId, clientSecret: `${clientId}-secret`, role }) as const;
    const clients = [client("herning", "VEN"), client("ikast", "VEN"), client("bl", "BL")];
    await using vtn = await startMockVtn({ clients, personality: { oneVenPerClient: true } });
    const auth = (clientId: string) =>
      ({ kind: "clientCredentials", clientId, clientSecret: `${clientId}-secret` }) as const;

    await using powerless = managerAt(vtn, protocol, { auth: auth("herning") });
    const noEvent = await powerless.registerLoadVen("Herning").catch((error: unknown) => error);
    expect(isNoReportEventError(noEvent)).toBe(true);

    await using alone = managerAt(vtn, protocol, {
      auth: auth("herning"),
      businessLogicAuth: auth("bl"),
    });
    await alone.registerLoadVen("Herning");
    const second = await alone.registerLoadVen("Ikast").catch((error: unknown) => error);
    expect(isOneVenPerClientError(second)).toBe(true);

    await using manager = managerAt(vtn, protocol, {
      venAuth: { Herning: auth("herning"), Ikast: auth("ikast") },
      businessLogicAuth: auth("bl"),
    });
    await manager.registerLoadVen("Herning");
    await manager.registerLoadVen("Ikast");
    expect(await manager.generateReports()).toMatchObject({ reportCount: 2, sentCount: 36 });
  });

  it("counts and logs a report that the VTN refuses, and goes on with the next VEN", async () => {
    await using vtn = await startMockVtn();
    const logger = new RecordingLogger();
    await using manager = managerAt(vtn, protocol, { logger, lookAfterMs: 400 });
    await manager.registerLoadVen("Herning");
    await manager.registerLoadVen("Ikast");
    vtn.vtn.faults.add({
      operationId: "createReport",
      times: 1,
      fault: { kind: "status", status: 503 },
    });
    expect(await manager.generateReports()).toMatchObject({
      reportCount: 2,
      sentCount: 18,
      waitingCount: 18,
    });
    expect(vtn.vtn[protocol].reportCount).toBe(1);
    expect(logger.records).toContainEqual({
      level: "warn",
      message: MANAGER_LOG.ambiguous,
      fields: expect.objectContaining({ reason: expect.stringMatching(/503/) }),
    });
    await manager.drain();
    expect(vtn.vtn[protocol].reportCount).toBe(2);
  });
});
