import { LoadId, type NamedColumns, VenId } from "@ven/core";
import { createMockVtn, type MockVtn, startMockVtn } from "@ven/mock-vtn";
import { mockVtnHandlers } from "@ven/mock-vtn/msw";
import { encodeReportBytes } from "@ven/openadr-schema";
import { createVtnClient, type VtnClient } from "@ven/vtn-client";
import { setupServer } from "msw/node";
import { describe, expect, it } from "vitest";
import { answerJson, startHostileServer } from "../support/hostile-server.ts";

const columns: NamedColumns = {
  layout: {
    venId: VenId("Herning"),
    resources: [{ name: "Ølstuen" }] as unknown as NamedColumns["layout"]["resources"],
    loadIds: [LoadId("load_0"), LoadId("load_1")],
    resourceIndex: Uint32Array.of(0, 0),
    loadIndex: Uint16Array.of(0, 1),
    rowCount: 2,
  },
  timestampMs: new Float64Array(2).fill(Date.UTC(2026, 0, 16, 10)),
  powerW: Float64Array.of(1_234.5, -500),
};

/** Reports as bytes what a VTN then has as an object. */
async function reportTo(client: VtnClient<"3.1.0">): Promise<void> {
  const program = await client.programs.create({ programName: "P" });
  const event = await client.events.create({ programID: program.id, intervals: [] });
  const { body } = encodeReportBytes("3.1.0", {
    eventID: event.id,
    clientName: "Herning",
    reportName: "Herning-1",
    columns,
  });
  const { id = "" } = await client.reports.createEncoded(body);
  const stored = await client.reports.get(id);
  expect(stored.reportName).toBe("Herning-1");
  const powers = stored.resources.map(({ resourceName, intervals }) => [
    resourceName,
    intervals[0]?.payloads[0]?.values,
  ]);
  expect(powers).toEqual([
    ["Ølstuen/load_0", [1.2345]],
    ["Ølstuen/load_1", [-0.5]],
  ]);
}

describe.each(["plain", "fast"] as const)("a report in bytes, %s transport", (transport) => {
  it("is stored by a VTN as the report that it encodes", async () => {
    await using vtn = await startMockVtn();
    const vtnUrl = vtn.vtnUrls["3.1.0"];
    await using client = createVtnClient({ vtnUrl, transport, protocol: "3.1.0" });
    await reportTo(client);
  });

  it("goes out as it is, with its length, also where it is a part of other bytes", async () => {
    const lengths: (string | undefined)[] = [];
    const types: (string | undefined)[] = [];
    await using server = await startHostileServer((request, response) => {
      lengths.push(request.headers["content-length"]);
      types.push(request.headers["content-type"]);
      answerJson(response, 201, { id: "report-1" });
    });
    const { vtnUrl } = server;
    await using client = createVtnClient({ vtnUrl, transport, protocol: "3.1.0" });
    const text = '{"clientName" : "Ærø"}';
    const bytes = new TextEncoder().encode(`other${text}other`);
    await client.reports.createEncoded(bytes.subarray(5, -5));
    await client.reports.createEncoded(text);
    expect(server.requests.map(({ body }) => body)).toEqual([text, text]);
    expect(lengths).toEqual(["24", "24"]);
    expect(types).toEqual(["application/json", "application/json"]);
  });
});

describe("a report in bytes, at msw", () => {
  it("is seen by its handlers", async () => {
    const vtn: MockVtn = createMockVtn();
    const vtnUrl = "https://vtn.example.com/openadr3/3.1.0";
    const server = setupServer(...mockVtnHandlers(vtn, { vtnUrl, protocol: "3.1.0" }));
    server.listen({ onUnhandledRequest: "error" });
    try {
      await using client = createVtnClient({ vtnUrl, protocol: "3.1.0" });
      await reportTo(client);
    } finally {
      server.close();
    }
  });
});
