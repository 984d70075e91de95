import { ManualClock } from "@ven/core/testing";
import { type MockVtnOptions, startMockVtn } from "@ven/mock-vtn";
import { API_OPERATIONS as OPERATIONS_301 } from "@ven/openadr-schema/3.0.1";
import { API_OPERATIONS as OPERATIONS_310 } from "@ven/openadr-schema/3.1.0";
import { describe, expect, it } from "vitest";
import { clientCaller, vtnCaller } from "../support/vtn-caller.ts";

const clients: MockVtnOptions["clients"] = [
  { clientId: "bl", clientSecret: "secret", role: "BL" },
  { clientId: "ven", clientSecret: "secret", role: "VEN" },
  { clientId: "nothing", clientSecret: "secret", role: "BL", scopes: [] },
  { clientId: "greedy-ven", clientSecret: "secret", role: "VEN", scopes: ["read_all"] },
];

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly scope?: string;
}

function operations(version: "3.0.1" | "3.1.0"): readonly (readonly [string, Operation])[] {
  return Object.entries(version === "3.0.1" ? OPERATIONS_301 : OPERATIONS_310);
}

/** Which operations answer a client with 403, by the scope that they name. */
async function forbidden(url: string, version: "3.0.1" | "3.1.0", clientId: string) {
  const call = await clientCaller(url, clientId);
  const found: Record<string, string> = {};
  for (const [operationId, { method, path, scope }] of operations(version)) {
    if (scope === undefined) continue;
    const body = method === "POST" || method === "PUT" ? {} : undefined;
    const answer = await call(method, path.replace(/\{\w+\}/g, "none"), body);
    if (answer.status !== 403) continue;
    expect(answer.body.detail).toContain(scope);
    expect(answer.headers.get("www-authenticate")).toBe(
      `Bearer error="insufficient_scope", scope="${scope}"`,
    );
    found[operationId] = scope;
  }
  return found;
}

const withScope = (version: "3.0.1" | "3.1.0", scopes: readonly string[]) =>
  Object.fromEntries(
    operations(version).flatMap(([operationId, { scope = "" }]) =>
      scopes.includes(scope) ? [[operationId, scope]] : [],
    ),
  );

describe("the scope of each operation", () => {
  it("of 3.0.1 keeps VENs from programs and events, and business logic from reports", async () => {
    await using running = await startMockVtn({ clients });
    const url = running.vtnUrls["3.0.1"];
    expect(await forbidden(url, "3.0.1", "ven")).toEqual(
      withScope("3.0.1", ["write_programs", "write_events"]),
    );
    expect(await forbidden(url, "3.0.1", "bl")).toEqual(withScope("3.0.1", ["write_reports"]));
    expect(Object.keys(await forbidden(url, "3.0.1", "nothing"))).toHaveLength(30);
  });

  it("of 3.1.0 includes the narrower ones in business logic's read_all, and opens /notifiers to all readers", async () => {
    await using running = await startMockVtn({ clients });
    const url = running.vtnUrls["3.1.0"];
    const { listAllNotifiers: _, ...readAll } = withScope("3.1.0", ["read_all", "read_bl"]);
    expect(await forbidden(url, "3.1.0", "ven")).toEqual({
      ...withScope("3.1.0", ["write_programs", "write_events"]),
      ...readAll,
    });
    expect(await forbidden(url, "3.1.0", "bl")).toEqual(withScope("3.1.0", ["write_reports"]));
    expect(Object.keys(await forbidden(url, "3.1.0", "nothing"))).toHaveLength(43);
    // Only business logic's read_all counts: a VEN's is for 3.0.1.
    expect(Object.keys(await forbidden(url, "3.1.0", "greedy-ven"))).toHaveLength(43);
  });
});

describe("a token", () => {
  it("that is missing is 401 without a reason, one that is not valid 401 with it", async () => {
    await using running = await startMockVtn({ clients });
    for (const version of ["3.0.1", "3.1.0"] as const) {
      const missing = await vtnCaller(running.vtnUrls[version])("GET", "/programs");
      expect([missing.status, missing.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
      const wrong = await vtnCaller(running.vtnUrls[version], "x.y.z")("GET", "/programs");
      expect([wrong.status, wrong.headers.get("www-authenticate")]).toEqual([
        401,
        'Bearer error="invalid_token", error_description="the bearer token is not known"',
      ]);
      expect(wrong.body).toMatchObject({ title: "Unauthorized", status: 401 });
    }
    expect((await vtnCaller(running.vtnUrl)("GET", "/vens")).status).toBe(401);
  });

  it("of another VTN is not known", async () => {
    await using one = await startMockVtn({ clients });
    await using other = await startMockVtn({ clients });
    const form = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: "bl",
      client_secret: "secret",
    });
    const path = "/auth/token";
    const got = await fetch(one.vtnUrls["3.1.0"] + path, { method: "POST", body: form });
    const { access_token: token } = (await got.json()) as { access_token: string };
    expect((await vtnCaller(one.vtnUrls["3.1.0"], token)("GET", "/vens")).status).toBe(200);
    expect((await vtnCaller(other.vtnUrls["3.1.0"], token)("GET", "/vens")).status).toBe(401);
  });

  it("ends by the VTN's clock, also once it is known", async () => {
    const clock = new ManualClock(Date.UTC(2026, 0, 16, 12));
    await using running = await startMockVtn({ clients, clock, tokenLifetimeS: 60 });
    const call = await clientCaller(running.vtnUrls["3.1.0"], "bl");
    const unused = await clientCaller(running.vtnUrls["3.1.0"], "bl");
    expect((await call("GET", "/programs")).status).toBe(200);
    await clock.advance(59_999);
    expect((await call("GET", "/programs")).status).toBe(200);
    await clock.advance(1);
    for (const late of [call, unused]) {
      const answer = await late("GET", "/programs");
      expect([answer.status, answer.body.detail]).toEqual([401, "the bearer token has expired"]);
      expect(answer.headers.get("www-authenticate")).toContain('error="invalid_token"');
    }
  });

  it.each([0, -5])("with a lifetime of %d s has ended when it comes", async (tokenLifetimeS) => {
    const clock = new ManualClock();
    await using running = await startMockVtn({ clients, clock, tokenLifetimeS });
    const call = await clientCaller(running.vtnUrls["3.1.0"], "bl");
    expect((await call("GET", "/programs")).body.detail).toBe("the bearer token has expired");
  });

  it("of bearerToken has all rights, beside the clients' own", async () => {
    await using running = await startMockVtn({ clients, bearerToken: ["one", "two"] });
    for (const version of ["3.0.1", "3.1.0"] as const) {
      const call = vtnCaller(running.vtnUrls[version], "two");
      const program = await call("POST", "/programs", { programName: "p" });
      const event = await call("POST", "/events", { programID: program.body.id, intervals: [] });
      const report = await call("POST", "/reports", {
        programID: program.body.id,
        eventID: event.body.id,
        clientName: "c",
        resources: [],
      });
      expect(report.status).toBe(201);
      const ven = await clientCaller(running.vtnUrls[version], "ven");
      expect((await ven("GET", "/programs")).body).toMatchObject([{ programName: "p" }]);
    }
  });

  it("stays good when the VTN is reset", async () => {
    await using running = await startMockVtn({ clients });
    const call = await clientCaller(running.vtnUrls["3.1.0"], "bl");
    await call("POST", "/programs", { programName: "p" });
    running.vtn.reset();
    expect((await call("GET", "/programs")).body).toEqual([]);
  });
});
