import { ManualClock, RecordingLogger } from "@ven/core/testing";
import { MOCK_VTN_LOG, startMockVtn } from "@ven/mock-vtn";
import { describe, expect, it } from "vitest";
import { vtnCaller } from "../support/vtn-caller.ts";

const versions = ["3.0.1", "3.1.0"] as const;
const START_AT_MS = Date.UTC(2026, 0, 16, 12);

describe.each(versions)("an object of %s", (version) => {
  it("gets its id, dates and type from the VTN, which ignores what a request says of them", async () => {
    const clock = new ManualClock(START_AT_MS);
    await using running = await startMockVtn({ clock });
    const call = vtnCaller(running.vtnUrls[version]);
    const claimed = {
      id: "mine",
      createdDateTime: "2001-01-01T00:00:00Z",
      modificationDateTime: "2001-01-01T00:00:00Z",
      objectType: version === "3.0.1" ? "PROGRAM" : "WHATEVER",
    };
    const created = await call("POST", "/programs", { programName: "p", ...claimed, extra: [1] });
    expect(created.body).toEqual({
      id: "program-1",
      createdDateTime: "2026-01-16T12:00:00.000Z",
      modificationDateTime: "2026-01-16T12:00:00.000Z",
      objectType: "PROGRAM",
      programName: "p",
      extra: [1],
    });
    await clock.advance(90_000);
    const changed = await call("PUT", "/programs/program-1", { programName: "q", ...claimed });
    expect(changed.body).toEqual({
      id: "program-1",
      createdDateTime: "2026-01-16T12:00:00.000Z",
      modificationDateTime: "2026-01-16T12:01:30.000Z",
      objectType: "PROGRAM",
      programName: "q",
    });
    expect(running.vtn[version].programs).toEqual([changed.body]);
    expect((await call("DELETE", "/programs/program-1")).body).toEqual(changed.body);
  });

  it("keeps properties of any name", async () => {
    await using running = await startMockVtn();
    const call = vtnCaller(running.vtnUrls[version]);
    const body = JSON.parse('{"programName":"p","__proto__":{"x":1},"constructor":"c"}') as object;
    const { body: created } = await call("POST", "/programs", body);
    expect(JSON.stringify(created)).toContain('"__proto__":{"x":1},"constructor":"c"');
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});

describe.each(versions)("a report of %s", (version) => {
  async function event(call: ReturnType<typeof vtnCaller>) {
    const program = await call("POST", "/programs", { programName: "p" });
    const made = await call("POST", "/events", { programID: program.body.id, intervals: [] });
    return { programID: program.body.id, eventID: made.body.id };
  }

  it("comes back as it was sent, behind what the VTN says of it", async () => {
    const clock = new ManualClock(START_AT_MS);
    await using running = await startMockVtn({ clock, bearerToken: "t" });
    const call = vtnCaller(running.vtnUrls[version], "t");
    const report = {
      ...(await event(call)),
      clientName: "Gasthaus Sønder Å – 東京",
      reportName: null,
      resources: [
        {
          resourceName: "pub/load_0",
          intervals: [{ id: 0, payloads: [{ type: "READING", values: [-1.5, "x", true] }] }],
        },
      ],
      extra: { deep: [1, { deeper: null }] },
    };
    const stamp = {
      id: "report-3",
      createdDateTime: "2026-01-16T12:00:00.000Z",
      modificationDateTime: "2026-01-16T12:00:00.000Z",
      objectType: "REPORT",
      ...(version === "3.1.0" ? { clientID: "bearer-token-1" } : {}),
    };
    const created = await call("POST", "/reports", report);
    expect(created.body).toEqual({ ...stamp, ...report });
    expect((await call("GET", "/reports/report-3")).body).toEqual({ ...stamp, ...report });
    expect((await call("GET", "/reports")).body).toEqual([{ ...stamp, ...report }]);
    expect(running.vtn[version].reports).toEqual([{ ...stamp, ...report }]);

    // What the VTN alone says is taken out of a request.
    const claimed = { id: "mine", createdDateTime: "2001-01-01T00:00:00Z", objectType: "REPORT" };
    const changed = await call("PUT", "/reports/report-3", { ...claimed, ...report });
    expect(changed.body).toEqual({ ...stamp, ...report });
    if (version === "3.0.1") return;
    const posed = await call("POST", "/reports", { ...report, clientID: "somebody-else" });
    expect(posed.body["clientID"]).toBe("bearer-token-1");
  });

  it("takes 7,200 readings in one body", async () => {
    await using running = await startMockVtn();
    const call = vtnCaller(running.vtnUrls[version]);
    const resources = Array.from({ length: 7_200 }, (_, index) => ({
      resourceName: `site-${index}/load_0`,
      intervalPeriod: { start: "2026-01-16T12:00:00Z", duration: "PT0S" },
      intervals: [{ id: 0, payloads: [{ type: "READING", values: [index / 1_000] }] }],
    }));
    const created = await call("POST", "/reports", {
      ...(await event(call)),
      clientName: "c",
      resources,
    });
    expect(created.status).toBe(201);
    expect(running.vtn[version].reports[0]?.resources).toEqual(resources);
  });

  it("is kept among the newest, by number and by length, and all are counted", async () => {
    const logger = new RecordingLogger();
    await using running = await startMockVtn({ maxReports: 3, maxReportBytes: 5_000, logger });
    const call = vtnCaller(running.vtnUrls[version]);
    const ids = await event(call);
    const send = async (clientName: string, more: object = {}) =>
      (await call("POST", "/reports", { ...ids, clientName, resources: [], ...more })).status;
    const kept = () => running.vtn[version].reports.map(({ clientName }) => clientName);
    for (const name of ["1", "2", "3", "4"]) expect(await send(name)).toBe(201);
    expect(kept()).toEqual(["2", "3", "4"]);
    expect(await send("5", { padding: "x".repeat(4_500) })).toBe(201);
    expect(kept()).toEqual(["4", "5"].slice(-kept().length));
    expect(await send("6", { padding: "x".repeat(20_000) })).toBe(201);
    expect(kept()).toEqual(["6"]);
    expect(await send("7")).toBe(201);
    expect(kept()).toEqual(["7"]);
    expect(running.vtn[version].reportCount).toBe(7);
    expect(running.vtn.reportCount).toBe(7);
    const fields = { protocol: version, maxReports: 3, maxReportBytes: 5_000 };
    expect(logger.records).toEqual([
      { level: "warn", fields, message: MOCK_VTN_LOG.reportsForgotten },
    ]);
  });

  it("is told to those who listen, until they stop", async () => {
    await using running = await startMockVtn();
    const call = vtnCaller(running.vtnUrls[version]);
    const ids = await event(call);
    const seen: unknown[] = [];
    const stop = running.vtn[version].onReport((report) => seen.push(report));
    const { body } = await call("POST", "/reports", { ...ids, clientName: "c", resources: [] });
    await call("PUT", `/reports/${body.id}`, { ...ids, clientName: "d", resources: [] });
    stop();
    await call("POST", "/reports", { ...ids, clientName: "e", resources: [] });
    expect(seen).toEqual([body]);
  });
});

describe("a VEN of 3.0.1", () => {
  it("holds its resources, whichever way they came", async () => {
    await using running = await startMockVtn();
    const call = vtnCaller(running.vtnUrls["3.0.1"]);
    const made = await call("POST", "/vens", {
      venName: "v",
      resources: [{ resourceName: "a", id: "ignored" }, { resourceName: "b" }],
    });
    const { id } = made.body;
    expect(made.body["resources"]).toMatchObject([
      { id: "resource-2", objectType: "RESOURCE", venID: id, resourceName: "a" },
      { id: "resource-3", resourceName: "b" },
    ]);
    await call("POST", `/vens/${id}/resources`, { resourceName: "c" });
    const { body: list } = await call<readonly object[]>("GET", `/vens/${id}/resources`);
    expect((await call("GET", `/vens/${id}`)).body["resources"]).toEqual(list);
    expect((await call<readonly object[]>("GET", "/vens")).body).toMatchObject([
      { id, resources: list },
    ]);
    expect(running.vtn["3.0.1"].vens).toMatchObject([{ id, resources: list }]);

    // A PUT without resources leaves them; one with them makes them these, by name.
    await call("PUT", `/vens/${id}`, { venName: "v" });
    expect(running.vtn["3.0.1"].resources).toHaveLength(3);
    const put = await call("PUT", `/vens/${id}`, {
      venName: "v",
      resources: [{ resourceName: "d" }, { resourceName: "b", attributes: [] }],
    });
    expect(put.body["resources"]).toMatchObject([
      { id: "resource-3", resourceName: "b", attributes: [] },
      { resourceName: "d" },
    ]);
    const twice = [{ resourceName: "d" }, { resourceName: "d" }];
    const refused = await call("PUT", `/vens/${id}`, { venName: "v", resources: twice });
    expect([refused.status, refused.body.detail]).toEqual([409, 'resources: "d" comes twice']);
    expect(running.vtn["3.0.1"].resources).toHaveLength(2);
  });

  it("hides its resources from the address of another VEN", async () => {
    await using running = await startMockVtn();
    const call = vtnCaller(running.vtnUrls["3.0.1"]);
    const a = await call("POST", "/vens", { venName: "a", resources: [{ resourceName: "r" }] });
    const b = await call("POST", "/vens", { venName: "b" });
    const resource = running.vtn["3.0.1"].resources[0]?.id;
    expect((await call("GET", `/vens/${b.body.id}/resources/${resource}`)).status).toBe(404);
    expect((await call("GET", `/vens/${a.body.id}/resources/${resource}`)).status).toBe(200);
  });
});
