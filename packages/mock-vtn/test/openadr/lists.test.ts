import { ManualClock } from "@ven/core/testing";
import { startMockVtn } from "@ven/mock-vtn";
import { describe, expect, it } from "vitest";
import { type AnyObject, type VtnCaller, vtnCaller } from "../support/vtn-caller.ts";

const versions = ["3.0.1", "3.1.0"] as const;
const receiver = "https://ven.example.com/callback";

/** The ids that a list gives, or the detail of its refusal. */
async function ids(call: VtnCaller, path: string): Promise<readonly string[] | string> {
  const { status, body } = await call<readonly AnyObject[] | AnyObject>("GET", path);
  return status === 200
    ? (body as readonly AnyObject[]).map(({ id }) => id)
    : `${status} ${(body as AnyObject).detail}`;
}

async function create(call: VtnCaller, path: string, body: object): Promise<string> {
  const { status, body: made } = await call("POST", path, body);
  expect(status, JSON.stringify(made)).toBe(201);
  return made.id;
}

describe.each(versions)("a list of %s", (version) => {
  it("comes page by page in the order of creation, whatever is changed or deleted", async () => {
    await using running = await startMockVtn();
    const call = vtnCaller(running.vtnUrls[version]);
    const made: string[] = [];
    for (let count = 0; count < 55; count += 1) {
      made.push(await create(call, "/programs", { programName: `p${count}` }));
    }
    await call("PUT", `/programs/${made[0]}`, { programName: "changed" });
    expect(await ids(call, "/programs")).toEqual(made.slice(0, 50));
    expect(await ids(call, "/programs?skip=50")).toEqual(made.slice(50));
    expect(await ids(call, "/programs?skip=3&limit=2")).toEqual(made.slice(3, 5));
    await call("DELETE", `/programs/${made[1]}`);
    expect(await ids(call, "/programs?limit=2")).toEqual([made[0], made[2]]);
    expect(await ids(call, "/programs?limit=0")).toEqual([]);
    expect(await ids(call, "/programs?skip=1000")).toEqual([]);
  });

  it.each([
    ["limit=51", "400 limit: give a whole number from 0 to 50"],
    ["limit=-1", "400 limit: give a whole number from 0 to 50"],
    ["limit=", "400 limit: give a whole number from 0 to 50"],
    ["limit=1.5", "400 limit: give a whole number from 0 to 50"],
    ["skip=-1", "400 skip: give a whole number, 0 or more"],
    ["skip=x", "400 skip: give a whole number, 0 or more"],
    ["skip=2147483648", "400 skip: give a whole number, 0 or more"],
  ])("refuses ?%s in every collection", async (query, refusal) => {
    await using running = await startMockVtn();
    const call = vtnCaller(running.vtnUrls[version]);
    for (const collection of ["programs", "events", "reports", "subscriptions", "vens"]) {
      expect(await ids(call, `/${collection}?${query}`)).toBe(refusal);
    }
  });

  it("ignores parameters that it does not know", async () => {
    await using running = await startMockVtn();
    const call = vtnCaller(running.vtnUrls[version]);
    const id = await create(call, "/programs", { programName: "p" });
    expect(await ids(call, "/programs?programName=other&x=1&x=2")).toEqual([id]);
  });

  it("of events and reports is narrowed by program, event and client", async () => {
    await using running = await startMockVtn();
    const call = vtnCaller(running.vtnUrls[version]);
    const [p1, p2] = [
      await create(call, "/programs", { programName: "1" }),
      await create(call, "/programs", { programName: "2" }),
    ];
    const e1 = await create(call, "/events", { programID: p1, intervals: [] });
    const e2 = await create(call, "/events", { programID: p2, intervals: [] });
    const e3 = await create(call, "/events", { programID: p2, intervals: [] });
    const report = (programID: string, eventID: string, clientName: string) =>
      create(call, "/reports", { programID, eventID, clientName, resources: [] });
    const r1 = await report(p1, e1, "a");
    const r2 = await report(p2, e2, "a");
    const r3 = await report(p2, e3, "b");
    expect(await ids(call, `/events?programID=${p2}`)).toEqual([e2, e3]);
    expect(await ids(call, `/reports?programID=${p2}`)).toEqual([r2, r3]);
    expect(await ids(call, `/reports?eventID=${e1}`)).toEqual([r1]);
    expect(await ids(call, "/reports?clientName=a")).toEqual([r1, r2]);
    expect(await ids(call, `/reports?clientName=a&programID=${p2}`)).toEqual([r2]);
    expect(await ids(call, "/reports?programID=none")).toEqual([]);
    expect(await ids(call, "/reports?eventID=a%20b")).toMatch(/^400 eventID: /);
    expect(await ids(call, `/reports?clientName=${"x".repeat(129)}`)).toMatch(/^400 clientName: /);
  });

  it("of subscriptions is narrowed by program, client and objects", async () => {
    await using running = await startMockVtn({ webhooks: { hasChallenge: false } });
    const call = vtnCaller(running.vtnUrls[version]);
    const programID = await create(call, "/programs", { programName: "1" });
    const other = await create(call, "/programs", { programName: "2" });
    const subscribe = (program: string, clientName: string, objects: readonly string[]) =>
      create(call, "/subscriptions", {
        programID: program,
        clientName,
        objectOperations: [{ objects, operations: ["CREATE"], callbackUrl: receiver }],
      });
    const s1 = await subscribe(programID, "a", ["EVENT"]);
    const s2 = await subscribe(programID, "b", ["REPORT", "VEN"]);
    const s3 = await subscribe(other, "a", ["PROGRAM"]);
    expect(await ids(call, `/subscriptions?programID=${programID}`)).toEqual([s1, s2]);
    expect(await ids(call, "/subscriptions?clientName=a")).toEqual([s1, s3]);
    expect(await ids(call, "/subscriptions?objects=VEN")).toEqual([s2]);
    expect(await ids(call, "/subscriptions?objects=EVENT&objects=PROGRAM")).toEqual([s1, s3]);
    expect(await ids(call, "/subscriptions?objects=WEATHER")).toBe(
      "400 objects: give PROGRAM, EVENT, REPORT, SUBSCRIPTION, VEN, RESOURCE",
    );
  });

  it("of vens and resources is narrowed by name", async () => {
    await using running = await startMockVtn();
    const call = vtnCaller(running.vtnUrls[version]);
    const is310 = version === "3.1.0";
    const ven = (venName: string) =>
      create(call, "/vens", { venName, ...(is310 ? { objectType: "VEN_VEN_REQUEST" } : {}) });
    const v1 = await ven("__proto__");
    const v2 = await ven("Ikast");
    const resource = (venID: string, resourceName: string) =>
      is310
        ? create(call, "/resources", { objectType: "VEN_RESOURCE_REQUEST", venID, resourceName })
        : create(call, `/vens/${venID}/resources`, { resourceName });
    const r1 = await resource(v1, "pub");
    const r2 = await resource(v1, "shop");
    const r3 = await resource(v2, "pub");
    const of = (venID: string, query: string) =>
      is310 ? `/resources?venID=${venID}&${query}` : `/vens/${venID}/resources?${query}`;
    expect(await ids(call, "/vens?venName=__proto__")).toEqual([v1]);
    expect(await ids(call, "/vens?venName=constructor")).toEqual([]);
    expect(await ids(call, of(v1, ""))).toEqual([r1, r2]);
    expect(await ids(call, of(v1, "resourceName=pub"))).toEqual([r1]);
    expect(await ids(call, of(v2, "limit=5"))).toEqual([r3]);
    if (is310) expect(await ids(call, "/resources?resourceName=pub")).toEqual([r1, r3]);
    else expect(await ids(call, "/vens/none/resources")).toBe('404 there is no ven "none"');
  });
});

describe("targets of 3.0.1", () => {
  it("narrow programs, events, vens, resources and subscriptions by type and by value", async () => {
    await using running = await startMockVtn({ webhooks: { hasChallenge: false } });
    const call = vtnCaller(running.vtnUrls["3.0.1"]);
    const north = [{ type: "GROUP", values: ["north", "cold"] }];
    const south = [
      { type: "GROUP", values: ["south"] },
      { type: "AREA", values: ["north"] },
    ];
    const programID = await create(call, "/programs", { programName: "n", targets: north });
    const other = await create(call, "/programs", { programName: "s", targets: south });
    await create(call, "/programs", { programName: "untargeted" });
    expect(await ids(call, "/programs?targetType=GROUP&targetValues=north")).toEqual([programID]);
    expect(await ids(call, "/programs?targetType=AREA")).toEqual([other]);
    expect(await ids(call, "/programs?targetValues=north")).toEqual([programID, other]);
    expect(
      await ids(call, "/programs?targetType=GROUP&targetValues=south&targetValues=cold"),
    ).toEqual([programID, other]);
    expect(await ids(call, "/programs?targetType=GROUP&targetValues=none")).toEqual([]);

    const event = await create(call, "/events", { programID, intervals: [], targets: south });
    const ven = await create(call, "/vens", { venName: "v", targets: south });
    const resource = await create(call, `/vens/${ven}/resources`, {
      resourceName: "r",
      targets: south,
    });
    const subscription = await create(call, "/subscriptions", {
      programID,
      clientName: "c",
      objectOperations: [{ objects: ["EVENT"], operations: ["CREATE"], callbackUrl: receiver }],
      targets: south,
    });
    for (const [path, id] of [
      ["/events", event],
      ["/vens", ven],
      [`/vens/${ven}/resources`, resource],
      ["/subscriptions", subscription],
    ] as const) {
      expect(await ids(call, `${path}?targetType=GROUP&targetValues=south`)).toEqual([id]);
      expect(await ids(call, `${path}?targetType=GROUP&targetValues=north`)).toEqual([]);
    }
  });
});

describe("targets of 3.1.0", () => {
  it("narrow programs, events, vens and resources to those that carry one of them", async () => {
    await using running = await startMockVtn();
    const call = vtnCaller(running.vtnUrls["3.1.0"]);
    const a = await create(call, "/programs", { programName: "a", targets: ["a", "ab"] });
    const b = await create(call, "/programs", { programName: "b", targets: ["b", "ab"] });
    await create(call, "/programs", { programName: "untargeted" });
    expect(await ids(call, "/programs?targets=a")).toEqual([a]);
    expect(await ids(call, "/programs?targets=ab")).toEqual([a, b]);
    expect(await ids(call, "/programs?targets=a&targets=b")).toEqual([a, b]);
    expect(await ids(call, "/programs?targets=a,b")).toEqual([]);
    expect(await ids(call, "/programs?targets=")).toMatch(/^400 targets: /);
    const event = await create(call, "/events", { programID: a, targets: ["x"] });
    const ven = await create(call, "/vens", {
      objectType: "BL_VEN_REQUEST",
      clientID: "c",
      venName: "v",
      targets: ["x"],
    });
    const resource = await create(call, "/resources", {
      objectType: "BL_RESOURCE_REQUEST",
      venID: ven,
      resourceName: "r",
      targets: ["x"],
    });
    for (const [path, id] of [
      ["/events", event],
      ["/vens", ven],
      ["/resources", resource],
    ] as const) {
      expect(await ids(call, `${path}?targets=x`)).toEqual([id]);
      expect(await ids(call, `${path}?targets=y`)).toEqual([]);
    }
  });
});

describe("GET /events?active= of 3.1.0", () => {
  it("leaves out the events whose last interval is over", async () => {
    const clock = new ManualClock(Date.UTC(2026, 0, 16, 12));
    await using running = await startMockVtn({ clock });
    const call = vtnCaller(running.vtnUrls["3.1.0"]);
    const programID = await create(call, "/programs", { programName: "p" });
    const event = (more: object) => create(call, "/events", { programID, ...more });
    const interval = { id: 0, payloads: [{ type: "SIMPLE", values: [1] }] };
    const from = (start: string, duration: string) => ({ intervalPeriod: { start, duration } });
    const past = await event({ ...from("2026-01-16T09:00:00Z", "PT1H"), intervals: [interval] });
    const today = await event({
      ...from("2026-01-16T09:00:00Z", "PT1H"),
      intervals: Array.from({ length: 6 }, (_, id) => ({ ...interval, id })),
    });
    const endless = await event({ ...from("0001-01-01", "P9999Y"), intervals: [interval] });
    const now = await event({ ...from("0001-01-01T00:00:00Z", "PT30M"), intervals: [interval] });
    const reportOnly = await event({});
    const looped = await event({
      ...from("2026-01-16T09:00:00Z", "PT1H"),
      duration: "P1D",
      intervals: [interval],
    });
    const randomized = await event({
      intervalPeriod: { start: "2026-01-16T11:00:00Z", duration: "PT59M", randomizeStart: "PT5M" },
      intervals: [interval],
    });
    const cut = await event({ ...from("2026-01-16T11:00:00Z", "P1D"), duration: "PT30M" });
    const placeless = await event({ intervals: [interval] });
    const active = [today, endless, now, reportOnly, looped, placeless];
    expect(await ids(call, "/events?active=true")).toEqual(active);
    expect(await ids(call, "/events?active=false")).toHaveLength(active.length + 3);
    expect(await ids(call, "/events")).toEqual(expect.arrayContaining([past, cut, randomized]));
    await clock.advance(30 * 60_000);
    expect(await ids(call, "/events?active=true")).not.toContain(now);
    await clock.advance(20 * 3_600_000 + 30 * 60_000);
    expect(await ids(call, "/events?active=true")).toEqual([endless, reportOnly, placeless]);
    expect(await ids(call, "/events?active=yes")).toBe("400 active: give true or false");
  });
});
