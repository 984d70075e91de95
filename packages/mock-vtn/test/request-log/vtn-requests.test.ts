import { createMockVtn, startMockVtn } from "@ven/mock-vtn";
import { describe, expect, it } from "vitest";
import { startVtnWithEvent } from "../support/faulty-vtn.ts";
import { clientCaller, vtnCaller } from "../support/vtn-caller.ts";
import { wireRequest } from "../support/wire-request.ts";

describe("the requests of a mock VTN", () => {
  it("tell who asked for what, and what came of it, without any credential", async () => {
    const secret = "canary-secret";
    await using running = await startMockVtn({
      clients: [{ clientId: "bl", clientSecret: secret, role: "BL" }],
    });
    const url = running.vtnUrls["3.1.0"];
    const call = await clientCaller(url, "bl", secret);
    await call("POST", "/programs", { programName: "p" });
    await call("GET", "/programs?limit=3&targets=a&targets=b");
    await vtnCaller(url, "canary-token")("GET", "/reports/none");
    await call("GET", "/nowhere");
    const { requests, requestCount } = running.vtn;
    const path = (rest: string) => `/openadr3/3.1.0${rest}`;
    const known = { protocol: "3.1.0", clientId: "bl" };
    expect(requests).toMatchObject([
      { id: "request-1", operationId: "fetchToken", path: path("/auth/token"), status: 200 },
      {
        ...known,
        method: "POST",
        path: path("/programs"),
        query: {},
        operationId: "createProgram",
        body: '{"programName":"p"}',
        status: 201,
      },
      {
        ...known,
        method: "GET",
        query: { limit: "3", targets: ["a", "b"] },
        operationId: "searchAllPrograms",
        status: 200,
      },
      { operationId: "searchReportsByReportID", status: 401 },
      { protocol: "3.1.0", path: path("/nowhere"), status: 404 },
    ]);
    expect(requests[3]).not.toHaveProperty("clientId");
    expect(requests[1]).not.toHaveProperty("fault");
    expect(requestCount).toBe(5);
    const token = await wireRequest(`${url}/auth/token`, {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(`bl:${secret}`).toString("base64")}` },
    });
    expect(token.status).toBeGreaterThan(0);
    const kept = JSON.stringify(running.vtn.requests);
    expect(kept).not.toContain("canary");
    expect(kept).not.toContain(Buffer.from(`bl:${secret}`).toString("base64"));
  });

  it("tell which fault a request met, and have no status where no answer was given", async () => {
    await using running = await startVtnWithEvent();
    const { vtn, eventId } = running;
    const reportsUrl = `${running.vtnUrls["3.1.0"]}/reports`;
    const body = { eventID: eventId, clientName: "c", resources: [] };
    const send = () => wireRequest(reportsUrl, { method: "POST", body });
    using _latency = vtn.faults.add({ fault: { kind: "latency", delayMs: 1 } });
    await send();
    const reset = vtn.faults.add({ fault: { kind: "reset", when: "afterStoring" } });
    await send();
    reset.remove();
    vtn.faults.add({ fault: { kind: "status", status: 503 } });
    await send();
    const facts = { operationId: "createReport", protocol: "3.1.0" };
    expect(vtn.requests.slice(-3)).toMatchObject([
      { ...facts, fault: "latency", status: 201, body: JSON.stringify(body) },
      { ...facts, fault: "reset", body: JSON.stringify(body) },
      { ...facts, fault: "status", status: 503 },
    ]);
    expect(vtn.requests.at(-2)).not.toHaveProperty("status");
    expect(vtn.requests.at(-2)).not.toHaveProperty("answeredAtMs");
    expect(vtn.refusedCount).toBe(1);
  });

  it("are the newest, in the flat dialect too, and are forgotten by a reset", async () => {
    const vtn = createMockVtn({ maxRequests: 2, bearerToken: "t" });
    for (const name of ["a", "b", "c"]) {
      const url = `http://vtn.test/openadr3/vens?ven_name=${name}`;
      await vtn.handle(new Request(url, { headers: { authorization: "Bearer t" } }));
    }
    const flat = { protocol: "flat", clientId: "bearer-token-1", status: 200 };
    expect(vtn.requests).toMatchObject([
      { ...flat, id: "request-2", query: { ven_name: "b" } },
      { ...flat, id: "request-3", query: { ven_name: "c" } },
    ]);
    vtn.reset();
    expect([vtn.requests, vtn.requestCount]).toEqual([[], 0]);
  });
});
