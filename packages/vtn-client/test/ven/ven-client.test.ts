import { inspect } from "node:util";
import { RecordingLogger } from "@ven/core/testing";
import { VEN_CLIENT_LOG, VenClient, type VenClientOptions, VtnHttp } from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import { answerJson, type HostileServer, startHostileServer } from "../support/hostile-server.ts";
import { startTokenVtn } from "../support/token-vtn.ts";

const TOKEN = "canary-token-7f3a9";
const reading = {
  resourceId: "5249eada-69af-432d-99a5-98f9c89f9aa6",
  resourceName: "Murphy's Pub",
  timestampMs: Date.UTC(2025, 0, 16, 14),
  powerW: 1234,
  loadId: "load_0",
};

function clientFor(server: Pick<HostileServer, "vtnUrl">, more: Partial<VenClientOptions> = {}) {
  const logger = new RecordingLogger();
  const client = new VenClient({
    vtnUrl: server.vtnUrl,
    venName: "Herning",
    vtnVenId: "ven-uuid-12345",
    bearerToken: TOKEN,
    logger,
    ...more,
  } as VenClientOptions);
  return { client, logger };
}

describe("registerVen", () => {
  it("registers under its name and takes on the id that the VTN gives", async () => {
    await using server = await startHostileServer((_, response) =>
      answerJson(response, 201, { id: "ven-1", ven_name: "Herning" }),
    );
    const { client } = clientFor(server);
    await using _ = client;
    expect(await client.registerVen()).toEqual({
      vtnVenId: "ven-1",
      venName: "Herning",
      created: true,
    });
    expect(client.vtnVenId).toBe("ven-1");
    expect(JSON.parse(server.requests[0]?.body ?? "")).toEqual({
      ven_name: "Herning",
      client_name: "Client_Herning",
    });
  });

  it("looks its id up when the VTN says that it exists", async () => {
    await using server = await startHostileServer((request, response) =>
      request.method === "POST"
        ? answerJson(response, 409, { title: "Conflict", status: 409 })
        : answerJson(response, 200, [
            { id: "ven-0", ven_name: "Herning Syd" },
            { id: "ven-1", ven_name: "Herning" },
          ]),
    );
    const { client } = clientFor(server);
    await using _ = client;
    expect(await client.registerVen()).toMatchObject({ vtnVenId: "ven-1", created: false });
    expect(server.requests[1]?.url).toBe("/openadr3/vens?ven_name=Herning");
  });

  it("says so when the VTN has it but does not list it", async () => {
    await using server = await startHostileServer((request, response) =>
      request.method === "POST" ? answerJson(response, 409, {}) : answerJson(response, 200, []),
    );
    const { client } = clientFor(server);
    await using _ = client;
    await expect(client.registerVen()).rejects.toThrow("another client may own it");
  });

  it("uses the token that the VTN hands out from then on", async () => {
    const seen: (string | undefined)[] = [];
    await using server = await startHostileServer((request, response) => {
      seen.push(request.headers.authorization);
      answerJson(response, 201, { id: "ven-1", ven_name: "Herning", auth_token: "own-token" });
    });
    const { client } = clientFor(server);
    await using _ = client;
    await client.registerVen();
    await client.reportMeterData(reading);
    expect(seen).toEqual([`Bearer ${TOKEN}`, "Bearer own-token"]);
  });

  it("refuses a token that no header can carry, without showing it", async () => {
    await using server = await startHostileServer((_, response) =>
      answerJson(response, 201, { id: "ven-1", ven_name: "Herning", auth_token: "own\ntoken" }),
    );
    const { client } = clientFor(server, { vtnVenId: "ven-0" });
    await using _ = client;
    const error = await client.registerVen().catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: "VTN_ANSWER_INVALID",
      message: expect.stringContaining("auth_token"),
    });
    expect(String(error)).not.toContain("own");
    expect(client.vtnVenId).toBe("ven-0");
  });

  it.each([
    ["no JSON", "<html>hello</html>"],
    ["no id", "{}"],
    ["a list", "[]"],
    ["an id that could reach another path", '{"id":"../vens","ven_name":"Herning"}'],
  ])("refuses an answer that is %s", async (_, text) => {
    await using server = await startHostileServer((_request, response) => response.end(text));
    const { client } = clientFor(server);
    await using _client = client;
    await expect(client.registerVen()).rejects.toMatchObject({ code: "VTN_ANSWER_INVALID" });
  });

  it.each([
    [401, "VTN_UNAUTHORIZED", false],
    [403, "VTN_UNAUTHORIZED", false],
    [400, "VTN_PROBLEM", false],
    [503, "VTN_PROBLEM", true],
  ])("throws with the VTN's problem on %i", async (status, code, isRetryable) => {
    await using server = await startHostileServer((_, response) =>
      answerJson(response, status, { title: "No", status, detail: "because" }),
    );
    const { client } = clientFor(server);
    await using _ = client;
    await expect(client.registerVen()).rejects.toMatchObject({
      code,
      status,
      isRetryable,
      problem: { detail: "because" },
      message: expect.stringContaining("because"),
    });
  });
});

describe("registerResource", () => {
  const resource = {
    resourceId: reading.resourceId,
    resourceName: reading.resourceName,
    resourceType: "pub",
    externalResourceId: "x-1",
    serviceLocation: { meterPointId: "571313174000000011", longitudeDeg: 8.97, latitudeDeg: 56.14 },
  };

  it("sends the resource as the dialect spells it", async () => {
    await using server = await startHostileServer((_, response) => answerJson(response, 201, {}));
    const { client } = clientFor(server);
    await using _ = client;
    expect(await client.registerResource(resource)).toEqual({ created: true });
    expect(JSON.parse(server.requests[0]?.body ?? "")).toEqual({
      id: reading.resourceId,
      resource_name: "Murphy's Pub",
      resource_type: "pub",
      ven_name: "Herning",
      attributes: [],
      external_resource_id: "x-1",
      service_location: { meterpoint_id: "571313174000000011", longitude: 8.97, latitude: 56.14 },
    });
  });

  it("is content when the VTN has it already, and throws when it is refused", async () => {
    const statuses = [409, 422];
    await using server = await startHostileServer((_, response) =>
      answerJson(response, statuses.shift() ?? 500, { detail: "no" }),
    );
    const { client } = clientFor(server);
    await using _ = client;
    expect(await client.registerResource(resource)).toEqual({ created: false });
    await expect(client.registerResource(resource)).rejects.toMatchObject({ status: 422 });
  });

  it("takes a page that is no JSON for no registration", async () => {
    await using server = await startHostileServer((_, response) => response.end("<html>"));
    const { client } = clientFor(server);
    await using _ = client;
    await expect(client.registerResource(resource)).rejects.toMatchObject({
      code: "VTN_ANSWER_INVALID",
      status: 200,
      isAmbiguous: true,
      message: expect.stringContaining("a web page"),
    });
  });

  it("refuses a value that the dialect does not allow, and sends nothing", async () => {
    await using server = await startHostileServer((_, response) => answerJson(response, 201, {}));
    const { client } = clientFor(server);
    await using _ = client;
    const wrong = {
      ...resource,
      serviceLocation: { ...resource.serviceLocation, latitudeDeg: 120 },
    };
    await expect(client.registerResource(wrong)).rejects.toThrow("service_location.latitude");
    expect(server.requests).toHaveLength(0);
  });
});

describe("reportMeterData", () => {
  it("posts the exact body of the flat dialect and resolves true on 2xx", async () => {
    await using server = await startHostileServer((_, response) =>
      answerJson(response, 201, { id: "r-1" }),
    );
    const { client, logger } = clientFor(server);
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
    const { client } = clientFor(server);
    await using _ = client;
    expect(await client.reportMeterDataOutcome(reading)).toEqual({ kind: "accepted", status });
  });

  it.each([
    ["a login page", "<html><form action=/login>"],
    ["half of its JSON", '{"id": "r-'],
    ["a word", "OK"],
  ])("takes %s for no answer of a VTN, though its status is 200", async (_, body) => {
    await using server = await startHostileServer((_request, response) => response.end(body));
    const { client, logger } = clientFor(server);
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
    const { client, logger } = clientFor(server);
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
    const { client } = clientFor(server);
    await using _client = client;
    const outcome = await client.reportMeterDataOutcome({ ...reading, ...wrong } as typeof reading);
    expect(outcome).toMatchObject({ kind: "notSent", reason: expect.stringContaining(named) });
    expect(server.requests).toHaveLength(0);
  });

  it("ends `start` with Z when asked to", async () => {
    await using server = await startHostileServer((_, response) => answerJson(response, 201, {}));
    const { client } = clientFor(server, { zonedStart: true });
    await using _ = client;
    await client.reportMeterData(reading);
    expect(JSON.parse(server.requests[0]?.body ?? "").start).toBe("2025-01-16T14:00:00Z");
  });
});

describe("a token", () => {
  it("appears in no log, error, text or JSON, whatever goes wrong", async () => {
    const behaviours: Parameters<typeof startHostileServer>[0][] = [
      (_, response) =>
        answerJson(response, 201, { id: "ven-1", ven_name: "Herning", auth_token: `${TOKEN}-own` }),
      (request, response) =>
        answerJson(response, 400, { detail: `you sent ${request.headers.authorization}` }),
      (request, response) => response.writeHead(500).end(String(request.headers.authorization)),
      (request) => request.socket.destroy(),
      (_, response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
    ];
    for (const behave of behaviours) {
      await using server = await startHostileServer(behave);
      const { client, logger } = clientFor(server);
      await using _ = client;
      const seen: unknown[] = [client];
      for (const call of [
        () => client.registerVen(),
        () => client.findVen(),
        () => client.registerResource({ resourceId: "r", resourceName: "r", resourceType: "pub" }),
        () => client.reportMeterDataOutcome(reading),
      ]) {
        seen.push(await call().catch((error: unknown) => error));
      }
      seen.push(...logger.records);
      const printed = seen.flatMap((item) => [
        inspect(item, { depth: 10, showHidden: true }),
        JSON.stringify(item),
        item instanceof Error ? `${item.stack} ${String(item.cause)}` : "",
      ]);
      // An answer that gives a token does so under its name; nothing else may show one.
      expect(printed.filter((text) => text?.includes(TOKEN))).toEqual([]);
    }
  });

  it("appears nowhere either when the VTN spells it in another way", async () => {
    const token = 'slash/and"quote\\+canary';
    const escaped = [...token].map(
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    for (const spelled of [
      JSON.stringify(token).slice(1, -1),
      JSON.stringify(token).slice(1, -1).replaceAll("/", "\\/"),
      escaped.join(""),
    ]) {
      await using server = await startHostileServer((_, response) =>
        response.writeHead(403).end(`{"detail": "you sent ${spelled}"}`),
      );
      const { client, logger } = clientFor(server, { bearerToken: token });
      await using _ = client;
      const outcome = await client.reportMeterDataOutcome(reading);
      expect(outcome).toMatchObject({ problem: { detail: "you sent [redacted]" } });
      expect(outcome).toMatchObject({ body: expect.stringContaining("you sent [redacted]") });
      const error = await client.registerVen().catch((reason: unknown) => reason);
      expect(`${error} ${inspect(outcome)} ${inspect(logger.records, { depth: 9 })}`).not.toMatch(
        /canary|0063/,
      );
    }
  });

  it("is refused without being shown when it cannot go into a header", () => {
    const make = () =>
      new VenClient({ vtnUrl: "http://127.0.0.1:1", venName: "a", bearerToken: "bad\ntoken" });
    expect(make).toThrow("bearerToken");
    expect(make).not.toThrow("bad");
  });
});

describe("credentials and limits of a VEN", () => {
  it("may be those of an OAuth client, also over connections that others share", async () => {
    await using vtn = await startTokenVtn();
    await using http = new VtnHttp({ vtnUrl: vtn.vtnUrl });
    vtn.onCall = (response) => answerJson(response, 201, { id: "report-1" });
    const outcomes = ["ven-17", "ven-18"].map(async (clientId) => {
      const auth = { kind: "clientCredentials", clientId, clientSecret: "s3cret" } as const;
      const client = new VenClient({ http, auth, venName: "Herning", vtnVenId: "ven-1" });
      const outcome = await client.reportMeterDataOutcome(reading);
      await client.close();
      return outcome.kind;
    });
    expect(await Promise.all(outcomes)).toEqual(["accepted", "accepted"]);
    expect(vtn.posts.map(({ form }) => form.get("client_id")).sort()).toEqual(["ven-17", "ven-18"]);
  });

  it("say that a report was not sent where there is no token, or the VTN is known to be down", async () => {
    await using vtn = await startTokenVtn();
    vtn.onToken = (response) => answerJson(response, 400, { error: "invalid_client" });
    const auth = { kind: "clientCredentials", clientId: "ven-17", clientSecret: "s3cret" } as const;
    const { client, logger } = clientFor(vtn, { auth, bearerToken: undefined } as object);
    await using _ = client;
    expect(await client.reportMeterDataOutcome(reading)).toMatchObject({
      kind: "unanswered",
      reason: "VTN_AUTH",
      isAmbiguous: false,
    });
    expect(logger.messages("warn")).toEqual([VEN_CLIENT_LOG.unanswered]);
    await using down = await startHostileServer((_request, response) => response.socket?.destroy());
    const { client: other } = clientFor(down);
    await using _other = other;
    for (let each = 0; each < 10; each += 1) await other.reportMeterDataOutcome(reading);
    expect(await other.reportMeterDataOutcome(reading)).toMatchObject({
      kind: "unanswered",
      reason: "VTN_CIRCUIT_OPEN",
      isAmbiguous: false,
    });
  });

  it("pass on how long the VTN asks to wait", async () => {
    await using server = await startHostileServer((_, response) =>
      response.writeHead(429, { "retry-after": "7" }).end("{}"),
    );
    const { client } = clientFor(server);
    await using _ = client;
    expect(await client.reportMeterDataOutcome(reading)).toMatchObject({
      kind: "refused",
      isRetryable: true,
      retryAfterMs: 7_000,
    });
    const error: unknown = await client.registerVen().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "VTN_PROBLEM", retryAfterMs: 7_000, isRetryable: true });
  });
});
