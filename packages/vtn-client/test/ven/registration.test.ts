import { describe, expect, it } from "vitest";
import { flatClient, reading, TOKEN } from "../support/flat-client.ts";
import { answerJson, startHostileServer } from "../support/hostile-server.ts";

describe("registerVen", () => {
  it("registers under its name and takes on the id that the VTN gives", async () => {
    await using server = await startHostileServer((_, response) =>
      answerJson(response, 201, { id: "ven-1", ven_name: "Herning" }),
    );
    const { client } = flatClient(server);
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
    const { client } = flatClient(server);
    await using _ = client;
    expect(await client.registerVen()).toMatchObject({ vtnVenId: "ven-1", created: false });
    expect(server.requests[1]?.url).toBe("/openadr3/vens?ven_name=Herning");
  });

  it("says so when the VTN has it but does not list it", async () => {
    await using server = await startHostileServer((request, response) =>
      request.method === "POST" ? answerJson(response, 409, {}) : answerJson(response, 200, []),
    );
    const { client } = flatClient(server);
    await using _ = client;
    await expect(client.registerVen()).rejects.toThrow("another client may own it");
  });

  it("uses the token that the VTN hands out from then on", async () => {
    const seen: (string | undefined)[] = [];
    await using server = await startHostileServer((request, response) => {
      seen.push(request.headers.authorization);
      answerJson(response, 201, { id: "ven-1", ven_name: "Herning", auth_token: "own-token" });
    });
    const { client } = flatClient(server);
    await using _ = client;
    await client.registerVen();
    await client.reportMeterData(reading);
    expect(seen).toEqual([`Bearer ${TOKEN}`, "Bearer own-token"]);
  });

  it("refuses a token that no header can carry, without showing it", async () => {
    await using server = await startHostileServer((_, response) =>
      answerJson(response, 201, { id: "ven-1", ven_name: "Herning", auth_token: "own\ntoken" }),
    );
    const { client } = flatClient(server, { vtnVenId: "ven-0" });
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
    const { client } = flatClient(server);
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
    const { client } = flatClient(server);
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
    const { client } = flatClient(server);
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
    const { client } = flatClient(server);
    await using _ = client;
    expect(await client.registerResource(resource)).toEqual({ created: false });
    await expect(client.registerResource(resource)).rejects.toMatchObject({ status: 422 });
  });

  it("takes a page that is no JSON for no registration", async () => {
    await using server = await startHostileServer((_, response) => response.end("<html>"));
    const { client } = flatClient(server);
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
    const { client } = flatClient(server);
    await using _ = client;
    const wrong = {
      ...resource,
      serviceLocation: { ...resource.serviceLocation, latitudeDeg: 120 },
    };
    await expect(client.registerResource(wrong)).rejects.toThrow("service_location.latitude");
    expect(server.requests).toHaveLength(0);
  });
});
