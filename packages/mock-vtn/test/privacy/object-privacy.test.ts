import { type MockVtnOptions, type RunningMockVtn, startMockVtn } from "@ven/mock-vtn";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type AnyObject, clientCaller, type VtnCaller, vtnCaller } from "../support/vtn-caller.ts";

const clients: MockVtnOptions["clients"] = [
  { clientId: "bl", clientSecret: "secret", role: "BL" },
  { clientId: "client-a", clientSecret: "secret", role: "VEN" },
  { clientId: "client-b", clientSecret: "secret", role: "VEN" },
];

let running: RunningMockVtn;
let bl: VtnCaller;
let a: VtnCaller;
let b: VtnCaller;

beforeEach(async () => {
  running = await startMockVtn({ clients, webhooks: { hasChallenge: false } });
  const url = running.vtnUrls["3.1.0"];
  [bl, a, b] = await Promise.all([
    clientCaller(url, "bl"),
    clientCaller(url, "client-a"),
    clientCaller(url, "client-b"),
  ]);
});
afterEach(() => running.close());

async function create(call: VtnCaller, path: string, body: object): Promise<string> {
  const { status, body: made } = await call("POST", path, body);
  expect(status, JSON.stringify(made)).toBe(201);
  return made.id;
}

/** What a client sees in a list. */
async function list(call: VtnCaller, path: string): Promise<readonly AnyObject[]> {
  const { status, body } = await call<readonly AnyObject[]>("GET", path);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

const idsOf = (objects: readonly AnyObject[]) => objects.map(({ id }) => id);
const ids = async (call: VtnCaller, path: string) => idsOf(await list(call, path));

const venVen = (venName: string) => ({ objectType: "VEN_VEN_REQUEST", venName });
const blVen = (clientID: string, venName: string, targets: readonly string[] = []) => ({
  objectType: "BL_VEN_REQUEST",
  clientID,
  venName,
  targets,
});

describe("vens, resources, reports and subscriptions of 3.1.0", () => {
  it("are the client's own and business logic's alone: in lists, by id, to change and to delete", async () => {
    const programID = await create(bl, "/programs", { programName: "p" });
    const eventID = await create(bl, "/events", { programID });
    const report = { eventID, clientName: "same", resources: [] };
    const subscription = { clientName: "same", objectOperations: [] };
    const own: Record<string, { readonly a: string; readonly b: string; readonly body: object }> =
      {};
    const vens = {
      a: await create(a, "/vens", venVen("a")),
      b: await create(b, "/vens", venVen("b")),
    };
    own["/vens"] = { ...vens, body: venVen("renamed") };
    const resource = { objectType: "VEN_RESOURCE_REQUEST", resourceName: "same" };
    own["/resources"] = {
      a: await create(a, "/resources", { ...resource, venID: vens.a }),
      b: await create(b, "/resources", resource),
      body: resource,
    };
    own["/reports"] = {
      a: await create(a, "/reports", report),
      b: await create(b, "/reports", report),
      body: report,
    };
    own["/subscriptions"] = {
      a: await create(a, "/subscriptions", subscription),
      b: await create(b, "/subscriptions", subscription),
      body: subscription,
    };

    for (const [path, objects] of Object.entries(own)) {
      expect(await ids(a, path), path).toEqual([objects.a]);
      expect(await ids(b, path), path).toEqual([objects.b]);
      expect(await ids(bl, path), path).toEqual([objects.a, objects.b]);
      const foreign = `${path}/${objects.a}`;
      const before = (await bl("GET", foreign)).body;
      expect(before["clientID"]).toBe("client-a");
      expect((await a("GET", foreign)).body).toEqual(before);
      const hidden = await b("GET", foreign);
      expect([hidden.status, hidden.body.detail]).toEqual([
        404,
        // As if there were none.
        (await b("GET", `${path}/none-1`)).body.detail.replace("none-1", objects.a),
      ]);
      expect((await b("PUT", foreign, objects.body)).status, path).toBe(404);
      expect((await b("DELETE", foreign)).status, path).toBe(404);
      expect((await bl("GET", foreign)).body).toEqual(before);
      expect((await a("PUT", foreign, objects.body)).body["clientID"], path).toBe("client-a");
    }
    expect(await ids(a, "/vens?venName=b")).toEqual([]);
    expect(await ids(a, `/resources?venID=${vens.b}`)).toEqual([]);
    expect(await ids(a, "/reports?clientName=same")).toEqual([own["/reports"].a]);
    expect((await a("DELETE", `/reports/${own["/reports"].a}`)).status).toBe(200);
  });

  it("stay their client's when a caller with all rights changes them", async () => {
    await using open = await startMockVtn({ clients, bearerToken: "t" });
    const url = open.vtnUrls["3.1.0"];
    const all = vtnCaller(url, "t");
    const own = await clientCaller(url, "client-a");
    const programID = await create(all, "/programs", { programName: "p" });
    const report = {
      eventID: await create(all, "/events", { programID }),
      clientName: "c",
      resources: [],
    };
    const subscription = { clientName: "c", objectOperations: [] };
    for (const [path, body] of [
      ["/vens", venVen("v")],
      ["/resources", { objectType: "VEN_RESOURCE_REQUEST", resourceName: "r" }],
      ["/reports", report],
      ["/subscriptions", subscription],
    ] as const) {
      const id = await create(own, path, body);
      const changed = await all("PUT", `${path}/${id}`, body);
      expect([changed.status, changed.body["clientID"]], path).toEqual([200, "client-a"]);
      expect(await ids(own, path)).toEqual([id]);
    }
  });

  it("carry the client of the token, whatever a VEN says", async () => {
    const posing = { ...venVen("a"), clientID: "client-b", targets: ["group-1"] };
    const { body: ven } = await a("POST", "/vens", posing);
    expect(ven).toMatchObject({ objectType: "VEN", clientID: "client-a" });
    expect(ven).not.toHaveProperty("targets");
    expect(await ids(b, "/vens")).toEqual([]);
  });

  it("take no resource into the VEN of another client", async () => {
    const foreign = await create(b, "/vens", venVen("b"));
    const resource = { objectType: "VEN_RESOURCE_REQUEST", resourceName: "r" };
    const none = await a("POST", "/resources", resource);
    expect([none.status, none.body.detail]).toEqual([
      400,
      "venID: name one of your VENs; you have 0",
    ]);
    const refused = await a("POST", "/resources", { ...resource, venID: foreign });
    expect([refused.status, refused.body.detail]).toEqual([
      404,
      `venID: there is no ven "${foreign}"`,
    ]);
    const ownVen = await create(a, "/vens", venVen("a"));
    const { body: made } = await a("POST", "/resources", resource);
    expect(made).toMatchObject({ objectType: "RESOURCE", venID: ownVen, clientID: "client-a" });
    const moved = await a("PUT", `/resources/${made.id}`, { ...resource, venID: foreign });
    expect(moved.status).toBe(404);
    expect(running.vtn["3.1.0"].resources).toMatchObject([{ venID: ownVen }]);
  });

  it("are business logic's to grant targets to, and no VEN's", async () => {
    for (const body of [blVen("client-a", "a", ["group-1"]), blVen("client-b", "b")]) {
      const refused = await a("POST", "/vens", body);
      expect([refused.status, refused.body.detail]).toEqual([
        403,
        "objectType: BL_VEN_REQUEST is for business logic; a VEN sends VEN_VEN_REQUEST",
      ]);
    }
    const id = await create(bl, "/vens", blVen("client-a", "a", ["group-1"]));
    expect((await a("PUT", `/vens/${id}`, blVen("client-a", "a", ["group-2"]))).status).toBe(403);
    const resource = { objectType: "BL_RESOURCE_REQUEST", venID: id, resourceName: "r" };
    expect((await a("POST", "/resources", { ...resource, targets: ["group-2"] })).status).toBe(403);
    const resourceId = await create(bl, "/resources", { ...resource, targets: ["group-3"] });

    // What a VEN writes anew keeps what it was granted.
    const put = await a("PUT", `/vens/${id}`, { ...venVen("renamed"), targets: ["group-2"] });
    expect(put.body).toMatchObject({ venName: "renamed", targets: ["group-1"] });
    const form = { objectType: "VEN_RESOURCE_REQUEST", resourceName: "r2", targets: ["group-2"] };
    const putResource = await a("PUT", `/resources/${resourceId}`, form);
    expect(putResource.body).toMatchObject({ resourceName: "r2", targets: ["group-3"] });
    expect((await bl("PUT", `/vens/${id}`, blVen("client-a", "a"))).body["targets"]).toEqual([]);
  });
});

describe("programs and events of 3.1.0", () => {
  let programID: string;
  beforeEach(async () => {
    programID = await create(bl, "/programs", { programName: "for all" });
  });

  it("without targets are everybody's", async () => {
    const event = await create(bl, "/events", { programID, targets: [] });
    for (const call of [a, b, bl]) {
      expect(await ids(call, "/programs")).toEqual([programID]);
      expect(await ids(call, "/events")).toEqual([event]);
      expect((await call("GET", `/events/${event}`)).status).toBe(200);
    }
    // A filter asks for what carries the target.
    expect(await ids(a, "/events?targets=group-1")).toEqual([]);
  });

  it("with targets are seen by a VEN that was granted one and asks for it, in lists", async () => {
    await create(bl, "/vens", blVen("client-a", "a", ["group-1", "group-2"]));
    await create(bl, "/vens", blVen("client-b", "b", ["group-2"]));
    for (const [path, body] of [
      ["/programs", { programName: "targeted" }],
      ["/events", { programID }],
    ] as const) {
      const common = path === "/programs" ? [programID] : [];
      const id = await create(bl, path, { ...body, targets: ["group-1", "group-3"] });
      expect(await ids(bl, path)).toEqual([...common, id]);
      // Granted, but not asked for: an empty set, no error.
      expect(await ids(a, path)).toEqual(common);
      // Asked for, but not granted.
      expect(await ids(b, path)).toEqual(common);
      expect(await ids(b, `${path}?targets=group-1`)).toEqual([]);
      expect(await ids(b, `${path}?targets=group-1&targets=group-2`)).toEqual([]);
      // Granted and asked for, but not what the object carries.
      expect(await ids(a, `${path}?targets=group-2`)).toEqual([]);
      // Carried and asked for, but not granted.
      expect(await ids(a, `${path}?targets=group-3`)).toEqual([]);
      // All three; and the VEN learns nothing of group-3.
      const seen = await list(a, `${path}?targets=group-1&targets=group-2&targets=group-3`);
      expect(seen).toMatchObject([{ id, targets: ["group-1"] }]);
      expect(JSON.stringify(seen)).not.toContain("group-3");
      expect((await bl("GET", `${path}/${id}`)).body["targets"]).toEqual(["group-1", "group-3"]);
    }
  });

  it("with targets are found by id by a VEN that was granted one, and are no other's", async () => {
    await create(bl, "/vens", blVen("client-a", "a", ["group-1"]));
    for (const [path, body] of [
      ["/programs", { programName: "targeted" }],
      ["/events", { programID }],
    ] as const) {
      const id = await create(bl, path, { ...body, targets: ["group-1", "group-3"] });
      expect((await a("GET", `${path}/${id}`)).body["targets"]).toEqual(["group-1"]);
      expect((await a("GET", `${path}/${id}?targets=group-3`)).status).toBe(404);
      const hidden = await b("GET", `${path}/${id}`);
      expect(hidden.status).toBe(404);
      expect(hidden.body.detail).toBe(
        (await b("GET", `${path}/none`)).body.detail.replace("none", id),
      );
    }
  });

  it("are granted by resources as well, and no longer when the grant is taken back", async () => {
    const venId = await create(bl, "/vens", blVen("client-a", "a"));
    const event = await create(bl, "/events", { programID, targets: ["site-7"] });
    const path = "/events?targets=site-7";
    expect(await ids(a, path)).toEqual([]);
    const resource = {
      objectType: "BL_RESOURCE_REQUEST",
      venID: venId,
      resourceName: "r",
      targets: ["site-7"],
    };
    const resourceId = await create(bl, "/resources", resource);
    expect(await ids(a, path)).toEqual([event]);
    expect(await ids(b, path)).toEqual([]);
    await bl("PUT", `/resources/${resourceId}`, { ...resource, targets: null });
    expect(await ids(a, path)).toEqual([]);
    expect((await a("GET", `/events/${event}`)).status).toBe(404);
  });

  it("fill a page with what the client may see", async () => {
    await create(bl, "/vens", blVen("client-a", "a", ["mine"]));
    const mine: string[] = [];
    for (let count = 0; count < 20; count += 1) {
      await create(bl, "/events", { programID, targets: ["others"] });
      mine.push(await create(bl, "/events", { programID, targets: ["mine"] }));
    }
    expect(await ids(a, "/events?targets=mine&targets=others&limit=5")).toEqual(mine.slice(0, 5));
    expect(await ids(a, "/events?targets=mine&skip=18")).toEqual(mine.slice(18));
  });

  it("that a VEN may not see cannot be reported on or subscribed to", async () => {
    const targeted = await create(bl, "/programs", { programName: "t", targets: ["group-1"] });
    const eventID = await create(bl, "/events", { programID, targets: ["group-1"] });
    const report = { eventID, clientName: "c", resources: [] };
    const subscription = { clientName: "c", programID: targeted, objectOperations: [] };
    expect((await a("POST", "/reports", report)).body).toMatchObject({
      status: 409,
      detail: `eventID: there is no event "${eventID}"`,
    });
    expect((await a("POST", "/subscriptions", subscription)).body).toMatchObject({
      status: 409,
      detail: `programID: there is no program "${targeted}"`,
    });
    await create(bl, "/vens", blVen("client-a", "a", ["group-1"]));
    expect((await a("POST", "/reports", report)).status).toBe(201);
    expect((await a("POST", "/subscriptions", subscription)).status).toBe(201);
  });
});

describe("3.0.1", () => {
  it("knows no privacy: every client sees every object", async () => {
    const url = running.vtnUrls["3.0.1"];
    const [first, second] = await Promise.all([
      clientCaller(url, "client-a"),
      clientCaller(url, "client-b"),
    ]);
    const id = await create(first, "/vens", { venName: "a" });
    expect(await ids(second, "/vens")).toEqual([id]);
    expect((await second("GET", `/vens/${id}`)).body).not.toHaveProperty("clientID");
  });
});
