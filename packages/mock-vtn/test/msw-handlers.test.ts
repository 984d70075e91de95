import { ManualClock } from "@ven/core/testing";
import { createMockVtn, type MockVtnOptions, startMockVtn } from "@ven/mock-vtn";
import { mockVtnHandlers } from "@ven/mock-vtn/msw";
import { setupServer } from "msw/node";
import { afterEach, describe, expect, it } from "vitest";

const network = setupServer();
afterEach(() => {
  network.resetHandlers();
  network.close();
});

describe("mockVtnHandlers", () => {
  it.each([
    "https://vtn.example.com/openadr3",
    "https://vtn.example.com/api/v3/",
    "https://vtn.example.com",
    "http://127.0.0.1:8444/openadr3",
  ])("answers what is sent to %s in the flat dialect", async (vtnUrl) => {
    const vtn = createMockVtn({ bearerToken: "t" });
    network.use(...mockVtnHandlers(vtn, { vtnUrl }));
    network.listen({ onUnhandledRequest: "error" });
    const post = (path: string, body: unknown) =>
      fetch(vtnUrl.replace(/\/$/, "") + path, {
        method: "POST",
        headers: { authorization: "Bearer t", "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const registered = await post("/vens", { ven_name: "Herning" });
    expect(registered.status).toBe(201);
    expect((await post("/vens", { ven_name: "Herning" })).status).toBe(409);
    const { id } = (await registered.json()) as { id: string };
    const report = { ven_id: id, report_type: "usage", reading_type: "power" };
    expect((await post("/reports", report)).status).toBe(201);
    expect(vtn.flat.reports).toMatchObject([report]);
  });

  it.each(["3.0.1", "3.1.0"] as const)(
    "answers %s where the code under test asks for it",
    async (protocol) => {
      const vtn = createMockVtn();
      const vtnUrl = "https://vtn.example.com/some/where";
      network.use(...mockVtnHandlers(vtn, { vtnUrl, protocol }));
      network.listen({ onUnhandledRequest: "error" });
      const made = await fetch(`${vtnUrl}/programs`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ programName: "p" }),
      });
      expect(made.status).toBe(201);
      expect(vtn[protocol].programs).toMatchObject([{ programName: "p" }]);
      const server = await fetch(`${vtnUrl}/auth/server`);
      expect(await server.json()).toMatchObject(
        protocol === "3.1.0" ? { tokenURL: `${vtnUrl}/auth/token` } : { status: 404 },
      );
    },
  );

  it("answers as the node:http server does, header by header and byte by byte", async () => {
    const options = (): MockVtnOptions => ({
      clients: [{ clientId: "bl", clientSecret: "s", role: "BL" }],
      bearerToken: "t",
      clock: new ManualClock(),
      maxBodyBytes: 2_000,
    });
    await using running = await startMockVtn(options());
    const vtn = createMockVtn(options());
    const vtnUrl = "https://vtn.example.com/openadr3/3.1.0";
    const json = { authorization: "Bearer t", "content-type": "application/json" };
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const requests: readonly SentRequest[] = [
      ["POST", "/programs", { programName: "Ærø", extra: [1, { x: null }] }],
      ["POST", "/programs", { programName: "Ærø" }],
      ["POST", "/programs", "{"],
      ["POST", "/programs", { programName: "x".repeat(3_000) }],
      ["POST", "/programs", "x", { ...json, "content-type": "text/plain" }],
      ["POST", "/events", { programID: "program-1" }],
      ["POST", "/reports", { eventID: "event-2", clientName: "東京", resources: [] }],
      ["GET", "/reports"],
      ["GET", "/reports/report-3"],
      ["PUT", "/reports/report-3", { eventID: "event-2", clientName: "c", resources: [], id: "x" }],
      ["GET", "/programs?limit=51"],
      ["GET", "/events/none"],
      ["GET", "/events", undefined, {}],
      ["GET", "/events", undefined, { authorization: "Bearer wrong" }],
      ["HEAD", "/events"],
      ["PATCH", "/events"],
      ["OPTIONS", "/nothing"],
      ["POST", "/auth/token", "grant_type=client_credentials", form],
      ["DELETE", "/programs/program-1"],
    ];
    const told: unknown[] = [];
    for (const [method, path, body, headers = json] of requests) {
      const init = {
        method,
        headers: headers as Record<string, string>,
        ...(body === undefined
          ? {}
          : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      };
      const overSocket = await fetch(running.vtnUrls["3.1.0"] + path, init);
      const [bySocket, status] = [await described(overSocket), overSocket.status];
      network.use(...mockVtnHandlers(vtn, { vtnUrl, protocol: "3.1.0" }));
      network.listen({ onUnhandledRequest: "error" });
      const byMsw = await described(await fetch(vtnUrl + path, init));
      network.close();
      expect(byMsw, `${method} ${path}`).toEqual(bySocket);
      told.push(status);
    }
    expect(told).toEqual([
      201, 409, 400, 413, 415, 201, 201, 200, 200, 200, 400, 404, 401, 401, 200, 405, 404, 400, 200,
    ]);
    expect(vtn.snapshot()).toEqual(running.vtn.snapshot());
  });
});

/** Method, path, body and headers. */
type SentRequest = readonly [string, string, (object | string | undefined)?, object?];

/** What of an answer is the VTN's, and not of the way it came. */
async function described(answer: Response) {
  const ofTheWay = ["connection", "content-length", "date", "keep-alive", "transfer-encoding"];
  const headers = [...answer.headers].filter(([name]) => !ofTheWay.includes(name));
  return { status: answer.status, headers: Object.fromEntries(headers), body: await answer.text() };
}
