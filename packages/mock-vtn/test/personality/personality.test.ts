import { type MockVtnOptions, type MockVtnPersonality, startMockVtn } from "@ven/mock-vtn";
import { describe, expect, it } from "vitest";
import { clientCaller, vtnCaller } from "../support/vtn-caller.ts";

const versions = ["3.0.1", "3.1.0"] as const;
const clients: MockVtnOptions["clients"] = [
  { clientId: "bl", clientSecret: "secret", role: "BL" },
  { clientId: "client-a", clientSecret: "secret", role: "VEN" },
  { clientId: "client-b", clientSecret: "secret", role: "VEN" },
];

describe("invalidTokenStatus", () => {
  it.each([401, 403] as const)(
    "%d answers an invalid token, a missing one stays 401",
    async (status) => {
      await using running = await startMockVtn({
        clients,
        tokenLifetimeS: 0,
        personality: { invalidTokenStatus: status },
      });
      for (const version of versions) {
        const url = running.vtnUrls[version];
        const expired = await clientCaller(url, "bl");
        expect((await expired("GET", "/programs")).status).toBe(status);
        expect((await vtnCaller(url, "unknown")("GET", "/programs")).status).toBe(status);
        expect((await vtnCaller(url)("GET", "/programs")).status).toBe(401);
      }
      expect((await vtnCaller(running.vtnUrl, "unknown")("GET", "/vens")).status).toBe(status);
    },
  );
});

describe("reportNames", () => {
  it.each(versions)("unique refuses a name that any client of %s has used", async (version) => {
    await using running = await startMockVtn({
      clients,
      bearerToken: "t",
      personality: { reportNames: "unique" },
    });
    const url = running.vtnUrls[version];
    const all = vtnCaller(url, "t");
    const program = await all("POST", "/programs", { programName: "p" });
    const event = await all("POST", "/events", { programID: program.body.id, intervals: [] });
    const report = (reportName?: string | null) => ({
      programID: program.body.id,
      eventID: event.body.id,
      clientName: "c",
      resources: [],
      ...(reportName === undefined ? {} : { reportName }),
    });
    const a = await clientCaller(url, "client-a");
    const b = await clientCaller(url, "client-b");
    const first = await a("POST", "/reports", report("x"));
    expect(first.status).toBe(201);
    const again = await b("POST", "/reports", report("x"));
    expect([again.status, again.body.detail]).toEqual([
      409,
      'reportName: a report named "x" exists',
    ]);
    for (const name of [undefined, undefined, null, null, "y"]) {
      expect((await b("POST", "/reports", report(name))).status).toBe(201);
    }
    expect((await a("PUT", `/reports/${first.body.id}`, report("x"))).status).toBe(200);
    expect((await a("PUT", `/reports/${first.body.id}`, report("y"))).status).toBe(409);
    await a("DELETE", `/reports/${first.body.id}`);
    expect((await b("POST", "/reports", report("x"))).status).toBe(201);
  });
});

describe("oneVenPerClient", () => {
  it.each(versions)("refuses a client's second VEN in %s", async (version) => {
    await using running = await startMockVtn({ clients, personality: { oneVenPerClient: true } });
    const url = running.vtnUrls[version];
    const a = await clientCaller(url, "client-a");
    const b = await clientCaller(url, "client-b");
    const ven = (venName: string) => ({ objectType: "VEN_VEN_REQUEST", venName });
    const body = (name: string) => (version === "3.0.1" ? { venName: name } : ven(name));
    const first = await a("POST", "/vens", body("a"));
    expect(first.status).toBe(201);
    const second = await a("POST", "/vens", body("a2"));
    expect([second.status, second.body.detail]).toEqual([
      409,
      'client "client-a" has a VEN; this VTN allows one VEN per client',
    ]);
    expect((await b("POST", "/vens", body("b"))).status).toBe(201);
    expect((await a("PUT", `/vens/${first.body.id}`, body("renamed"))).status).toBe(200);
    await a("DELETE", `/vens/${first.body.id}`);
    expect((await a("POST", "/vens", body("a2"))).status).toBe(201);
  });

  it("refuses a client's second VEN in the flat dialect, also after a snapshot", async () => {
    const options = { clients, bearerToken: ["t", "u"], personality: { oneVenPerClient: true } };
    await using running = await startMockVtn(options);
    const a = await clientCaller(running.vtnUrl, "client-a");
    const b = await clientCaller(running.vtnUrl, "client-b");
    expect((await a("POST", "/vens", { ven_name: "a" })).status).toBe(201);
    const second = await a("POST", "/vens", { ven_name: "a2" });
    expect([second.status, second.body.detail]).toEqual([
      409,
      'client "client-a" has a VEN; this VTN allows one VEN per client',
    ]);
    expect((await b("POST", "/vens", { ven_name: "b" })).status).toBe(201);
    await using other = await startMockVtn(options);
    other.vtn.restore(running.vtn.snapshot());
    const again = await clientCaller(other.vtnUrl, "client-a");
    expect((await again("POST", "/vens", { ven_name: "a3" })).status).toBe(409);
    expect(other.vtn.flat.vens.map(({ ven_name }) => ven_name)).toEqual(["a", "b"]);
    // Business logic, and whoever has all rights, makes VENs for others.
    const free = [await clientCaller(running.vtnUrl, "bl"), vtnCaller(running.vtnUrl, "t")];
    for (const [index, call] of free.entries()) {
      for (const name of ["c", "d"]) {
        expect((await call("POST", "/vens", { ven_name: `${name}${index}` })).status).toBe(201);
      }
    }
  });

  it("holds for the VENs that business logic makes in 3.1.0, and for nobody without a client", async () => {
    await using running = await startMockVtn({
      clients,
      bearerToken: "t",
      personality: { oneVenPerClient: true },
    });
    const bl = await clientCaller(running.vtnUrls["3.1.0"], "bl");
    const ven = (clientID: string, venName: string) => ({
      objectType: "BL_VEN_REQUEST",
      clientID,
      venName,
    });
    expect((await bl("POST", "/vens", ven("x", "1"))).status).toBe(201);
    expect((await bl("POST", "/vens", ven("x", "2"))).status).toBe(409);
    const other = await bl("POST", "/vens", ven("y", "3"));
    expect((await bl("PUT", `/vens/${other.body.id}`, ven("x", "3"))).status).toBe(409);
    for (const version of versions) {
      const all = vtnCaller(running.vtnUrls[version], "t");
      for (const venName of ["4", "5"]) {
        const body = { venName, ...(version === "3.1.0" && { objectType: "VEN_VEN_REQUEST" }) };
        expect((await all("POST", "/vens", body)).status).toBe(201);
      }
    }
  });
});

describe("rewriteDurations", () => {
  it.each(versions)("gives every duration of %s in full", async (version) => {
    await using running = await startMockVtn({ personality: { rewriteDurations: true } });
    const call = vtnCaller(running.vtnUrls[version]);
    const program = await call("POST", "/programs", {
      programName: "PT1H",
      intervalPeriod: { start: "2026-01-16T10:00:00Z", duration: "P9999Y" },
    });
    expect(program.body).toMatchObject({
      programName: "PT1H",
      intervalPeriod: { start: "2026-01-16T10:00:00Z", duration: "P9999Y0M0DT0H0M0S" },
    });
    const event = await call("POST", "/events", {
      programID: program.body.id,
      intervals: [
        {
          id: 0,
          intervalPeriod: {
            start: "2026-01-16T10:00:00Z",
            duration: "P1Y2M4DT5H6M7.5S",
            randomizeStart: "-P3W",
          },
          payloads: [],
        },
      ],
    });
    expect(event.body["intervals"]).toMatchObject([
      {
        intervalPeriod: {
          duration: "P1Y2M4DT5H6M7.5S",
          randomizeStart: "-P0Y0M21DT0H0M0S",
        },
      },
    ]);
    const report = await call("POST", "/reports", {
      programID: program.body.id,
      eventID: event.body.id,
      clientName: "c",
      resources: [
        {
          resourceName: "r",
          intervalPeriod: { start: "2026-01-16T10:00:00Z", duration: "PT0S" },
          intervals: [],
        },
      ],
    });
    const [resource] = report.body["resources"] as readonly object[];
    expect(resource).toMatchObject({ intervalPeriod: { duration: "P0Y0M0DT0H0M0S" } });
    expect((await call("GET", `/reports/${report.body.id}`)).body).toEqual(report.body);
  });
});

describe("nowStart", () => {
  it.each(versions)("refuse takes no start of %s that means now, and names it", async (version) => {
    await using running = await startMockVtn({ personality: { nowStart: "refuse" } });
    const call = vtnCaller(running.vtnUrls[version]);
    const start = version === "3.0.1" ? "0000-00-00" : "0001-01-01T00:00:00Z";
    const program = { programName: "p", intervalPeriod: { start } };
    const refused = await call("POST", "/programs", program);
    expect([refused.status, refused.body.detail]).toEqual([
      400,
      "intervalPeriod.start: this VTN takes no start that means now; give a date-time with its zone",
    ]);
    const { body } = await call("POST", "/programs", { programName: "p" });
    const intervals = [{ id: 0, intervalPeriod: { start: "0001-01-01" }, payloads: [] }];
    const event = await call("POST", "/events", { programID: body.id, intervals });
    expect(event.body.detail).toMatch(/^intervals\[0\]\.intervalPeriod\.start: /);
    const dated = { start: "2026-01-16T10:00:00Z" };
    const taken = await call("POST", "/events", {
      programID: body.id,
      intervalPeriod: dated,
      intervals: [],
    });
    expect(taken.body["intervalPeriod"]).toEqual(dated);
  });
});

describe("a personality", () => {
  it("is by default none of this", async () => {
    await using running = await startMockVtn();
    for (const version of versions) {
      const call = vtnCaller(running.vtnUrls[version]);
      const start = version === "3.0.1" ? "0000-00-00" : "0001-01-01";
      const intervalPeriod = { start, duration: "PT0S" };
      const { body } = await call("POST", "/programs", { programName: "p", intervalPeriod });
      expect(body["intervalPeriod"]).toEqual(intervalPeriod);
    }
  });

  it.each([
    [{ invalidTokenStatus: 404 }, "401 or 403"],
    [{ reportNames: "some" }, "any or unique"],
    [{ oneVenPerClient: "yes" }, "true or false"],
    [{ rewriteDurations: 1 }, "true or false"],
    [{ nowStart: "maybe" }, "accept or refuse"],
  ])("%j is refused", async (personality, message) => {
    await expect(startMockVtn({ personality: personality as MockVtnPersonality })).rejects.toThrow(
      message,
    );
  });
});
