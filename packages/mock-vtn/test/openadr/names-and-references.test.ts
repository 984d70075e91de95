import { startMockVtn } from "@ven/mock-vtn";
import { describe, expect, it } from "vitest";
import { type VtnCaller, vtnCaller } from "../support/vtn-caller.ts";

const versions = ["3.0.1", "3.1.0"] as const;

async function create(call: VtnCaller, path: string, body: object): Promise<string> {
  const { status, body: made } = await call("POST", path, body);
  expect(status, JSON.stringify(made)).toBe(201);
  return made.id;
}

/** Status and detail. */
async function refusal(call: VtnCaller, method: string, path: string, body: object) {
  const answer = await call(method, path, body);
  expect(answer.body["status"]).toBe(answer.status);
  return `${answer.status} ${answer.body.detail}`;
}

describe.each(versions)("names in %s", (version) => {
  const is310 = version === "3.1.0";
  const ven = (venName: string) => ({
    venName,
    ...(is310 ? { objectType: "VEN_VEN_REQUEST" } : {}),
  });
  const resource = (venID: string, resourceName: string) =>
    is310 ? { objectType: "VEN_RESOURCE_REQUEST", venID, resourceName } : { resourceName };
  const resourcesOf = (venID: string) => (is310 ? "/resources" : `/vens/${venID}/resources`);

  it("of programs are unique at a VTN, also when a program is changed", async () => {
    await using running = await startMockVtn();
    const call = vtnCaller(running.vtnUrls[version]);
    const a = await create(call, "/programs", { programName: "a" });
    const b = await create(call, "/programs", { programName: "b" });
    const exists = `409 program "a" exists: ${a}`;
    expect(await refusal(call, "POST", "/programs", { programName: "a" })).toBe(exists);
    expect(await refusal(call, "PUT", `/programs/${b}`, { programName: "a" })).toBe(exists);
    expect((await call("PUT", `/programs/${a}`, { programName: "a" })).status).toBe(200);
    await call("PUT", `/programs/${a}`, { programName: "free again" });
    expect((await call("PUT", `/programs/${b}`, { programName: "a" })).status).toBe(200);
    await call("DELETE", `/programs/${b}`);
    await create(call, "/programs", { programName: "a" });
    expect(running.vtn[version].programs).toHaveLength(2);
  });

  it("of vens are unique at a VTN, those of resources at their VEN", async () => {
    await using running = await startMockVtn();
    const call = vtnCaller(running.vtnUrls[version]);
    const a = await create(call, "/vens", ven("a"));
    const b = await create(call, "/vens", ven("b"));
    expect(await refusal(call, "POST", "/vens", ven("a"))).toMatch(/^409 VEN "a" exists/);
    expect(await refusal(call, "PUT", `/vens/${b}`, ven("a"))).toMatch(/^409 VEN "a" exists/);
    expect((await call("PUT", `/vens/${a}`, ven("a"))).status).toBe(200);

    const r1 = await create(call, resourcesOf(a), resource(a, "pub"));
    const r2 = await create(call, resourcesOf(a), resource(a, "shop"));
    await create(call, resourcesOf(b), resource(b, "pub"));
    const exists = '409 resource "pub" exists at this VEN';
    expect(await refusal(call, "POST", resourcesOf(a), resource(a, "pub"))).toBe(exists);
    const second = `${resourcesOf(a)}/${r2}`;
    expect(await refusal(call, "PUT", second, resource(a, "pub"))).toBe(exists);
    const first = `${resourcesOf(a)}/${r1}`;
    expect((await call("PUT", first, resource(a, "pub"))).status).toBe(200);
    await call("DELETE", first);
    await create(call, resourcesOf(a), resource(a, "pub"));
    expect(running.vtn[version].resources).toHaveLength(3);
  });

  it("of events and reports may come again", async () => {
    await using running = await startMockVtn();
    const call = vtnCaller(running.vtnUrls[version]);
    const programID = await create(call, "/programs", { programName: "p" });
    const event = { programID, eventName: "same", intervals: [] };
    const eventID = await create(call, "/events", event);
    await create(call, "/events", event);
    const report = { programID, eventID, clientName: "c", reportName: "same", resources: [] };
    await create(call, "/reports", report);
    await create(call, "/reports", report);
    expect(running.vtn[version].reportCount).toBe(2);
  });
});

describe.each(versions)("references in %s", (version) => {
  // 3.1.0 names "a violation of a foreign key constraint" under 409, 3.0.1 has names alone there.
  const status = version === "3.0.1" ? 400 : 409;
  const subscription = (programID: string) => ({
    programID,
    clientName: "c",
    objectOperations: [],
  });

  it("lead to objects that are there, when an object is made and when it is changed", async () => {
    await using running = await startMockVtn();
    const call = vtnCaller(running.vtnUrls[version]);
    const programID = await create(call, "/programs", { programName: "p" });
    const eventID = await create(call, "/events", { programID, intervals: [] });
    const report = { programID, eventID, clientName: "c", resources: [] };
    const reportID = await create(call, "/reports", report);
    const subscriptionID = await create(call, "/subscriptions", subscription(programID));
    for (const [path, body, detail] of [
      [
        `/events/${eventID}`,
        { programID: "none", intervals: [] },
        'programID: there is no program "none"; create it first',
      ],
      [`/reports/${reportID}`, { ...report, eventID: "none" }, 'eventID: there is no event "none"'],
      [
        `/subscriptions/${subscriptionID}`,
        subscription("none"),
        'programID: there is no program "none"',
      ],
    ] as const) {
      expect(await refusal(call, "PUT", path, body)).toBe(`${status} ${detail}`);
      const collection = path.slice(0, path.lastIndexOf("/"));
      expect(await refusal(call, "POST", collection, body)).toBe(`${status} ${detail}`);
    }
    expect(running.vtn[version].events).toMatchObject([{ programID }]);
    expect(running.vtn[version].reports).toMatchObject([{ eventID }]);
  });
});

describe("a report of 3.0.1", () => {
  it("names the program of its event", async () => {
    await using running = await startMockVtn();
    const call = vtnCaller(running.vtnUrls["3.0.1"]);
    const p1 = await create(call, "/programs", { programName: "1" });
    const p2 = await create(call, "/programs", { programName: "2" });
    const eventID = await create(call, "/events", { programID: p1, intervals: [] });
    const report = { programID: p2, eventID, clientName: "c", resources: [] };
    expect(await refusal(call, "POST", "/reports", report)).toBe(
      `400 programID: event "${eventID}" is of program "${p1}"`,
    );
  });
});

describe("a resource of 3.1.0", () => {
  it("belongs to a VEN that is there, and to its client", async () => {
    await using running = await startMockVtn();
    const call = vtnCaller(running.vtnUrls["3.1.0"]);
    const venID = await create(call, "/vens", {
      objectType: "BL_VEN_REQUEST",
      clientID: "client-a",
      venName: "v",
    });
    const bl = { objectType: "BL_RESOURCE_REQUEST", venID, resourceName: "r" };
    expect(await refusal(call, "POST", "/resources", { ...bl, venID: "none" })).toBe(
      '404 venID: there is no ven "none"',
    );
    expect(await refusal(call, "POST", "/resources", { ...bl, clientID: "client-b" })).toBe(
      `400 clientID: VEN "${venID}" belongs to client "client-a"`,
    );
    const id = await create(call, "/resources", { ...bl, clientID: "client-a" });
    expect((await call("GET", `/resources/${id}`)).body["clientID"]).toBe("client-a");

    // Whoever gets the VEN gets its resources.
    const moved = { objectType: "BL_VEN_REQUEST", clientID: "client-b", venName: "v" };
    expect((await call("PUT", `/vens/${venID}`, moved)).body["clientID"]).toBe("client-b");
    expect((await call("GET", `/resources/${id}`)).body["clientID"]).toBe("client-b");
  });
});

describe.each(versions)("deleting in %s", (version) => {
  it("a program takes its events, their reports and the subscriptions to it along", async () => {
    await using running = await startMockVtn();
    const call = vtnCaller(running.vtnUrls[version]);
    const kept: Record<string, string> = {};
    const gone: string[] = [];
    for (const name of ["kept", "gone"]) {
      const programID = await create(call, "/programs", { programName: name });
      const eventID = await create(call, "/events", { programID, intervals: [] });
      const report = { programID, eventID, clientName: "c", resources: [] };
      const reportID = await create(call, "/reports", report);
      const subscriptionID = await create(call, "/subscriptions", {
        programID,
        clientName: "c",
        objectOperations: [],
      });
      if (name === "kept") Object.assign(kept, { programID, eventID, reportID, subscriptionID });
      else gone.push(programID);
    }
    expect((await call("DELETE", `/programs/${gone[0]}`)).body.id).toBe(gone[0]);
    const { programs, events, reports, subscriptions } = running.vtn[version];
    const left = [programs, events, reports, subscriptions].map((all) => all.map(({ id }) => id));
    expect(left).toEqual(Object.values(kept).map((id) => [id]));
    await call("DELETE", `/events/${kept["eventID"]}`);
    expect(running.vtn[version].reports).toEqual([]);
    expect(running.vtn[version].reportCount).toBe(2);
  });

  it("a VEN takes its resources along", async () => {
    await using running = await startMockVtn();
    const call = vtnCaller(running.vtnUrls[version]);
    const is310 = version === "3.1.0";
    const venID = await create(call, "/vens", {
      venName: "v",
      ...(is310 ? { objectType: "VEN_VEN_REQUEST" } : {}),
    });
    await create(call, is310 ? "/resources" : `/vens/${venID}/resources`, {
      resourceName: "r",
      ...(is310 ? { objectType: "VEN_RESOURCE_REQUEST", venID } : {}),
    });
    await call("DELETE", `/vens/${venID}`);
    expect(running.vtn[version].resources).toEqual([]);
  });
});
