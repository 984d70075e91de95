import { RecordingLogger } from "@ven/core/testing";
import { createMockVtn, startMockVtn } from "@ven/mock-vtn";
import { mockVtnHandlers } from "@ven/mock-vtn/msw";
import { createVtnClient, VEN_CLIENT_LOG, VenClient, VtnHttp } from "@ven/vtn-client";
import { setupServer } from "msw/node";
import { describe, expect, it } from "vitest";

const pub = { resourceId: "pub-1", resourceName: "Murphy's Pub" };
const reading = { ...pub, timestampMs: Date.UTC(2025, 0, 16, 14), powerW: 1234.5 };

describe("VenClient at a VTN", () => {
  it("registers, registers again after a restart, and reports six loads that share a name", async () => {
    await using running = await startMockVtn({ bearerToken: "t" });
    const options = { vtnUrl: running.vtnUrl, bearerToken: "t", venName: "Herning" };
    const ids: string[] = [];
    for (const created of [true, false]) {
      await using client = new VenClient(options);
      const ven = await client.registerVen();
      expect(ven.created).toBe(created);
      ids.push(ven.vtnVenId);
      const resource = await client.registerResource({ ...pub, resourceType: "pub" });
      expect(resource.created).toBe(created);
      const loads = Array.from({ length: 6 }, (_, load) => ({
        ...reading,
        loadId: `load_${load}`,
      }));
      const accepted = await Promise.all(loads.map((load) => client.reportMeterData(load)));
      expect(accepted).toEqual(loads.map(() => true));
    }
    expect(new Set(ids).size).toBe(1);
    expect(running.vtn.reportCount).toBe(12);
    expect(new Set(running.vtn.flat.reports.map(({ report_name }) => report_name))).toEqual(
      new Set(["Murphy's Pub_1737036000000"]),
    );
  });

  it("is told that its token is wrong, and goes on when it is right", async () => {
    await using running = await startMockVtn({ bearerToken: "right" });
    const logger = new RecordingLogger();
    await using client = new VenClient({
      vtnUrl: running.vtnUrl,
      bearerToken: "wrong",
      venName: "Herning",
      vtnVenId: "ven-1",
      logger,
    });
    expect(await client.reportMeterData(reading)).toBe(false);
    expect(logger.records).toMatchObject([
      { message: VEN_CLIENT_LOG.refused, fields: { status: 401, isRetryable: false } },
    ]);
  });

  it("shares one pool of connections between many VENs", async () => {
    await using running = await startMockVtn();
    await using http = new VtnHttp({ vtnUrl: running.vtnUrl, maxSockets: 4 });
    const clients = Array.from(
      { length: 20 },
      (_, index) => new VenClient({ http, venName: `VEN ${index}` }),
    );
    await Promise.all(clients.map((client) => client.registerVen()));
    const accepted = await Promise.all(clients.map((client) => client.reportMeterData(reading)));
    expect(accepted.every(Boolean)).toBe(true);
    expect(new Set(running.vtn.flat.reports.map(({ ven_id }) => ven_id)).size).toBe(20);
    // A VEN that leaves does not end the others' connections.
    await clients[0]?.close();
    expect(await clients[1]?.reportMeterData(reading)).toBe(true);
  });

  it("is seen by msw", async () => {
    const vtn = createMockVtn();
    const vtnUrl = "https://vtn.example.com/openadr3";
    const network = setupServer(...mockVtnHandlers(vtn, { vtnUrl }));
    network.listen({ onUnhandledRequest: "error" });
    try {
      await using client = new VenClient({ vtnUrl, venName: "Herning" });
      await client.registerVen();
      expect(await client.reportMeterData(reading)).toBe(true);
      expect(vtn.reportCount).toBe(1);
    } finally {
      network.close();
    }
  });

  it.each(["http", "https"])(
    "sends a report once by msw over %s, and does not know whether it arrived",
    async (scheme) => {
      const vtn = createMockVtn();
      const vtnUrl = `${scheme}://127.0.0.1:9/openadr3`;
      const network = setupServer(...mockVtnHandlers(vtn, { vtnUrl, protocol: "3.1.0" }));
      network.listen({ onUnhandledRequest: "error" });
      try {
        const programID = (await client(vtnUrl).programs.create({ programName: "p" })).id;
        const eventID = (await client(vtnUrl).events.create({ programID })).id;
        const report = { eventID, clientName: "c", resources: [] };
        for (const kind of ["reset", "hang"] as const) {
          using _ = vtn.faults.add({
            operationId: "createReport",
            fault: { kind, when: "afterStoring" },
          });
          const before = vtn.reportCount;
          await expect(client(vtnUrl).reports.create(report)).rejects.toMatchObject({
            code: "VTN_UNREACHABLE",
            isAmbiguous: true,
          });
          expect(vtn.reportCount).toBe(before + 1);
        }
      } finally {
        network.close();
        await vtn.close();
      }
    },
  );
});

function client(vtnUrl: string) {
  return createVtnClient({ vtnUrl, protocol: "3.1.0", headersTimeoutMs: 200 });
}
