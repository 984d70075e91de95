import { type MockVtnSnapshot, startMockVtn } from "@ven/mock-vtn";
import { describe, expect, it } from "vitest";
import { startReceiver } from "../support/receiver.ts";
import { clientCaller, vtnCaller } from "../support/vtn-caller.ts";

const clients = [
  { clientId: "bl", clientSecret: "canary-secret", role: "BL" },
  { clientId: "client-a", clientSecret: "canary-secret", role: "VEN" },
] as const;

/** A VTN that holds an object of each kind in each protocol. */
async function filledVtn() {
  const running = await startMockVtn({ clients, webhooks: { hasChallenge: false } });
  for (const version of ["3.0.1", "3.1.0"] as const) {
    const url = running.vtnUrls[version];
    const bl = await clientCaller(url, "bl", "canary-secret");
    const ven = await clientCaller(url, "client-a", "canary-secret");
    const program = await bl("POST", "/programs", { programName: "p", clientID: "a field" });
    const programID = program.body.id;
    const event = await bl("POST", "/events", { programID, intervals: [] });
    const report = { programID, eventID: event.body.id, clientName: "Ærø", resources: [] };
    const dropped = await ven("POST", "/reports", { ...report, reportName: "deleted" });
    await ven("DELETE", `/reports/${dropped.body.id}`);
    await ven("POST", "/reports", { ...report, reportName: "kept" });
    await ven("POST", "/subscriptions", { programID, clientName: "c", objectOperations: [] });
    const form = (objectType: string) => (version === "3.0.1" ? {} : { objectType });
    const made = await ven("POST", "/vens", { venName: "v", ...form("VEN_VEN_REQUEST") });
    const resource = { resourceName: "r", ...form("VEN_RESOURCE_REQUEST") };
    const path = version === "3.0.1" ? `/vens/${made.body.id}/resources` : "/resources";
    expect((await ven("POST", path, resource)).status).toBe(201);
  }
  const flat = await clientCaller(running.vtnUrl, "client-a", "canary-secret");
  const ven = await flat("POST", "/vens", { ven_name: "Herning" });
  await flat("POST", "/resources", {
    id: "r-1",
    resource_name: "pub",
    resource_type: "pub",
    ven_name: "Herning",
    attributes: [],
  });
  const program = await flat("POST", "/programs", { program_name: "p" });
  await flat("POST", "/events", { program_id: program.body.id });
  await flat("POST", "/reports", {
    ven_id: ven.body.id,
    resource_id: "r-1",
    report_type: "usage",
    reading_type: "power",
  });
  await flat("GET", "/nothing");
  return running;
}

describe("snapshot and restore", () => {
  it("move everything that a VTN holds to another one, by way of JSON", async () => {
    await using one = await filledVtn();
    const snapshot = JSON.parse(JSON.stringify(one.vtn.snapshot())) as MockVtnSnapshot;
    expect(snapshot.version).toBe(1);
    expect(JSON.stringify(snapshot)).not.toContain("canary-secret");
    await using other = await startMockVtn({ clients });
    other.vtn.restore(snapshot);
    expect(other.vtn.snapshot()).toEqual(snapshot);
    expect(one.vtn.snapshot()).toEqual(snapshot);
    for (const version of ["3.0.1", "3.1.0"] as const) {
      expect({ ...other.vtn[version] }).toEqual({
        ...one.vtn[version],
        onReport: expect.any(Function),
      });
      expect(other.vtn[version].reports).toMatchObject([{ clientName: "Ærø" }]);
      expect(other.vtn[version].reportCount).toBe(2);
    }
    expect(other.vtn.flat.reports).toEqual(one.vtn.flat.reports);
    expect([other.vtn.reportCount, other.vtn.refusedCount]).toEqual([5, 1]);
  });

  it("let the webhooks of a restored VTN call with the tokens of their subscriptions", async () => {
    await using receiver = await startReceiver();
    await using one = await startMockVtn();
    const callback = { callbackUrl: receiver.url, bearerToken: "receiver-token" };
    const wish = { objects: ["PROGRAM"], operations: ["CREATE"], ...callback };
    const subscribe = vtnCaller(one.vtnUrls["3.1.0"]);
    await subscribe("POST", "/subscriptions", { clientName: "c", objectOperations: [wish] });
    const snapshot = JSON.parse(JSON.stringify(one.vtn.snapshot())) as MockVtnSnapshot;
    await using other = await startMockVtn();
    other.vtn.restore(snapshot);
    await vtnCaller(other.vtnUrls["3.1.0"])("POST", "/programs", { programName: "p" });
    await other.vtn.notificationsSettled();
    expect(receiver.calls.at(-1)).toMatchObject({
      method: "POST",
      authorization: "Bearer receiver-token",
    });
  });

  it("keep owners, names, references and ids: a restored VTN goes on as the first would", async () => {
    await using one = await filledVtn();
    const snapshot = one.vtn.snapshot();
    await using other = await startMockVtn({ clients });
    other.vtn.restore(snapshot);
    for (const running of [one, other]) {
      const url = running.vtnUrls["3.1.0"];
      const ven = await clientCaller(url, "client-a", "canary-secret");
      expect((await ven<readonly object[]>("GET", "/reports")).body).toHaveLength(1);
      const twin = { objectType: "VEN_VEN_REQUEST", venName: "v" };
      expect((await ven("POST", "/vens", twin)).status).toBe(409);
      const made = await ven("POST", "/vens", { ...twin, venName: "w" });
      expect(made.body.id).toBe(`ven-${snapshot.lastId + 1}`);
      const bl = await clientCaller(url, "bl", "canary-secret");
      await bl("DELETE", `/programs/${running.vtn["3.1.0"].programs[0]?.id}`);
      expect(running.vtn["3.1.0"].reports).toEqual([]);
      const flat = await clientCaller(running.vtnUrl, "client-a", "canary-secret");
      expect((await flat("POST", "/vens", { ven_name: "Herning" })).status).toBe(409);
    }
    expect(other.vtn.snapshot()["3.1.0"]).toEqual({
      ...one.vtn.snapshot()["3.1.0"],
      vens: expect.any(Array),
    });
  });

  it("are of a moment: later changes of the VTN do not reach a snapshot", async () => {
    await using running = await startMockVtn();
    const call = vtnCaller(running.vtnUrls["3.1.0"]);
    await call("POST", "/programs", { programName: "p" });
    const snapshot = running.vtn.snapshot();
    const before = JSON.stringify(snapshot);
    await call("PUT", "/programs/program-1", { programName: "q" });
    expect(JSON.stringify(snapshot)).toBe(before);
    running.vtn.restore(snapshot);
    expect(running.vtn["3.1.0"].programs).toMatchObject([{ programName: "p" }]);
  });

  it("are apart from the VTN: what is done to a snapshot does not reach it", async () => {
    await using running = await startMockVtn();
    const call = vtnCaller(running.vtnUrls["3.1.0"]);
    await call("POST", "/programs", { programName: "p", targets: ["a"] });
    const spoil = (snapshot: MockVtnSnapshot) => {
      for (const { object } of snapshot["3.1.0"].programs) {
        (object as { readonly targets: string[] }).targets[0] = "spoilt";
      }
    };
    const taken = running.vtn.snapshot();
    spoil(taken);
    expect(running.vtn["3.1.0"].programs).toMatchObject([{ targets: ["a"] }]);
    const put = running.vtn.snapshot();
    running.vtn.restore(put);
    spoil(put);
    expect(running.vtn["3.1.0"].programs).toMatchObject([{ targets: ["a"] }]);
  });

  it.each<readonly [string, (snapshot: Json) => unknown, string]>([
    ["no object", () => null, "snapshot null is not valid: give an object"],
    ["what is no data", (s) => ({ ...s, x: () => 1 }), "snapshot object is not valid: give data"],
    ["another version", (s) => ({ ...s, version: 2 }), "snapshot.version 2 is not valid: 1 is"],
    ["a wrong number", (s) => ({ ...s, lastId: -1 }), "snapshot.lastId -1 is not valid"],
    ["a part that lacks", ({ flat: _, ...s }) => s, "snapshot.flat undefined is not valid"],
    [
      "an object that breaks its schema",
      (s) => change(s, "3.1.0", "programs", { programName: 7 }),
      'snapshot["3.1.0"].programs[0].object: programName',
    ],
    [
      "an object of another type",
      (s) => change(s, "3.0.1", "events", { objectType: "PROGRAM" }),
      'snapshot["3.0.1"].events[0].object',
    ],
    [
      "an object without its id",
      (s) => change(s, "3.0.1", "programs", { id: undefined }),
      'snapshot["3.0.1"].programs[0].object: id',
    ],
    [
      "an event of a program that is not there",
      (s) => change(s, "3.1.0", "events", { programID: "none" }),
      'snapshot["3.1.0"].events[0].programID "none" is not valid: there is no such object',
    ],
    [
      "an id that comes twice",
      (s) => {
        const part = s["3.1.0"] as { readonly programs: readonly object[] };
        const programs = [...part.programs, ...part.programs];
        return { ...s, "3.1.0": { ...part, programs } };
      },
      'snapshot["3.1.0"].programs[1].id',
    ],
    [
      "a flat report without its id",
      (s) => {
        const part = s["flat"] as { readonly reports: readonly object[] };
        const reports = part.reports.map((report) => ({ ...report, id: undefined }));
        return { ...s, flat: { ...part, reports } };
      },
      "snapshot.flat.reports[0].id",
    ],
  ])("refuse %s, and change nothing", async (_, spoil, message) => {
    await using running = await filledVtn();
    const before = running.vtn.snapshot();
    const spoilt = spoil(structuredClone(before) as unknown as Json) as MockVtnSnapshot;
    expect(() => running.vtn.restore(spoilt)).toThrow(message);
    expect(running.vtn.snapshot()).toEqual(before);
  });

  it("refuse more objects than the VTN keeps", async () => {
    await using running = await filledVtn();
    const snapshot = running.vtn.snapshot();
    const [program = { clientId: "", object: {} }] = snapshot["3.1.0"].programs;
    const programs = [program, { ...program, object: { ...program.object, id: "other" } }];
    await using small = await startMockVtn({ maxObjects: 1 });
    expect(() =>
      small.vtn.restore({ ...snapshot, "3.1.0": { ...snapshot["3.1.0"], programs } }),
    ).toThrow("this VTN keeps at most 1; raise maxObjects");
  });
});

type Json = Readonly<Record<string, unknown>>;

/** Puts other values into the first object of a list. */
function change(snapshot: Json, part: string, list: string, values: object): Json {
  const whole = snapshot[part] as Readonly<Record<string, readonly { readonly object: object }[]>>;
  const [first, ...others] = whole[list] ?? [];
  const changed = { ...first, object: { ...first?.object, ...values } };
  return { ...snapshot, [part]: { ...whole, [list]: [changed, ...others] } };
}
