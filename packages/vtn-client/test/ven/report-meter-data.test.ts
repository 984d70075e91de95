import { VEN_CLIENT_LOG, VenClient } from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import { flatClient, reading } from "../support/flat-client.ts";
import { answerJson, startHostileServer } from "../support/hostile-server.ts";

describe("reportMeterData", () => {
  it("posts the exact body of the flat dialect and resolves true on 2xx", async () => {
    await using server = await startHostileServer((_, response) =>
      answerJson(response, 201, { id: "r-1" }),
    );
    const { client, logger } = flatClient(server);
    await using _ = client;
    expect(await client.reportMeterData({ ...reading, programId: "optional-program-id" })).toBe(
      true,
    );
    expect(server.requests).toEqual([
      {
        method: "POST",
        url: "/openadr3/reports",
        body: `{"report_name":"Murphy's Pub_1737036000000","ven_id":"ven-uuid-12345","resource_id":"5249eada-69af-432d-99a5-98f9c89f9aa6","client_name":"Client_Herning","report_type":"usage","reading_type":"power","start":"2025-01-16T14:00:00","duration":"PT0S","intervals":[{"id":0,"payloads":[{"type":"USAGE","values":[1.234]}]}],"resources":[{"resource_name":"Murphy's Pub"}],"load_component":"load_0","program_id":"optional-program-id"}`,
      },
    ]);
    expect(logger.records).toMatchObject([
      {
        level: "debug",
        message: VEN_CLIENT_LOG.accepted,
        fields: { resourceName: "Murphy's Pub", loadId: "load_0", powerW: 1234, reportId: "r-1" },
      },
    ]);
  });

  it.each([
    [204, ""],
    [200, ""],
    [200, " \r\n"],
    [200, "{}"],
    [201, "[1]"],
    [201, "null"],
    [202, '"queued"'],
  ])("accepts a %i whose body is %j, which says no id", async (status, body) => {
    await using server = await startHostileServer((_, response) =>
      response.writeHead(status).end(body),
    );
    const { client } = flatClient(server);
    await using _ = client;
    expect(await client.reportMeterDataOutcome(reading)).toEqual({ kind: "accepted", status });
  });

  it.each([
    ["a login page", "<html><form action=/login>"],
    ["half of its JSON", '{"id": "r-'],
    ["a word", "OK"],
  ])("takes %s for no answer of a VTN, though its status is 200", async (_, body) => {
    await using server = await startHostileServer((_request, response) => response.end(body));
    const { client, logger } = flatClient(server);
    await using _client = client;
    expect(await client.reportMeterData(reading)).toBe(false);
    expect(server.requests).toHaveLength(1);
    expect(logger.records).toMatchObject([
      {
        level: "warn",
        message: VEN_CLIENT_LOG.unanswered,
        fields: {
          reason: "VTN_ANSWER_INVALID",
          detail: expect.stringContaining(`${server.vtnUrl}/reports was answered with 200`),
          isAmbiguous: true,
        },
      },
    ]);
  });

  it.each([
    [302, false, false],
    [400, false, false],
    [401, false, false],
    [404, false, false],
    [409, false, false],
    [429, true, false],
    [500, true, true],
    [501, false, true],
    [502, true, true],
  ])("resolves false on %i and logs status and body", async (status, isRetryable, isAmbiguous) => {
    await using server = await startHostileServer((_, response) =>
      response.writeHead(status, { "content-type": "text/html" }).end("<h1>sorry</h1>"),
    );
    const { client, logger } = flatClient(server);
    await using _ = client;
    expect(await client.reportMeterData(reading)).toBe(false);
    expect(logger.records).toMatchObject([
      {
        level: "warn",
        message: VEN_CLIENT_LOG.refused,
        fields: { status, isRetryable, isAmbiguous, body: "<h1>sorry</h1>", loadId: "load_0" },
      },
    ]);
  });

  it("sends nothing before the VEN is registered, and says what to do", async () => {
    await using server = await startHostileServer((_, response) => response.end());
    await using client = new VenClient({ vtnUrl: server.vtnUrl, venName: "Herning" });
    expect(await client.reportMeterDataOutcome(reading)).toMatchObject({
      kind: "notSent",
      reason: expect.stringContaining("registerVen()"),
    });
    expect(server.requests).toHaveLength(0);
  });

  it.each([
    ["a report type that does not exist", { reportType: "consumption" }, "report_type"],
    ["a reading type that does not exist", { readingType: "watts" }, "reading_type"],
    ["a power that is no number", { powerW: Number.NaN }, "powerW"],
    ["a time before 1970", { timestampMs: -1 }, "timestampMs"],
  ])("sends nothing for %s", async (_, wrong, named) => {
    await using server = await startHostileServer((_request, response) => response.end());
    const { client } = flatClient(server);
    await using _client = client;
    const outcome = await client.reportMeterDataOutcome({ ...reading, ...wrong } as typeof reading);
    expect(outcome).toMatchObject({ kind: "notSent", reason: expect.stringContaining(named) });
    expect(server.requests).toHaveLength(0);
  });

  it("ends `start` with Z when asked to", async () => {
    await using server = await startHostileServer((_, response) => answerJson(response, 201, {}));
    const { client } = flatClient(server, { zonedStart: true });
    await using _ = client;
    await client.reportMeterData(reading);
    expect(JSON.parse(server.requests[0]?.body ?? "").start).toBe("2025-01-16T14:00:00Z");
  });
});
