import type { Fault } from "@ven/mock-vtn";
import { describe, expect, it } from "vitest";
import { fleetOf, ScriptedMeters } from "../support/fake-meters.ts";
import { DeliveryWorld, type WorldOptions } from "./support/delivery-world.ts";

const VENS = ["Herning", "Ikast", "Skive"];
const PER_TICK = VENS.length * 6;

const storedButLost: Readonly<Record<string, Fault>> = {
  "a reset": { kind: "reset", when: "afterStoring" },
  "a 504": { kind: "status", status: 504, when: "afterStoring" },
  "a 408 of a proxy": { kind: "status", status: 408, when: "afterStoring" },
  "half an answer": { kind: "truncate" },
  "a web page": { kind: "malformed", body: "html" },
  "no body": { kind: "malformed", body: "empty" },
};

const notStored: Readonly<Record<string, Fault>> = {
  "a reset": { kind: "reset" },
  "a 503": { kind: "status", status: 503 },
  "a web page with 502": { kind: "status", status: 502, body: "html" },
  "a 408": { kind: "status", status: 408 },
  "a 429": { kind: "retryAfter", status: 429, delayMs: 0 },
  "a web page with 200": { kind: "malformed", body: "html", when: "beforeStoring" },
};

const worlds: readonly WorldOptions[] = [
  { protocol: "3.0.1", keeping: "in memory" },
  { protocol: "3.1.0", keeping: "on disk", vtn: { personality: { reportNames: "unique" } } },
];

/** Reports some ticks, of which some meet a fault. */
async function reportThrough(options: WorldOptions, fault: Fault) {
  await using world = await DeliveryWorld.open({ ...options, venIds: VENS });
  const manager = await world.manager();
  world.vtn.vtn.faults.add({
    operationId: "createReport",
    fromNth: 2,
    times: 3,
    fault,
  });
  for (let tick = 0; tick < 3; tick += 1) await manager.generateReports();
  await manager.drain();
  const readings = world.readings();
  expect(readings).toHaveLength(3 * PER_TICK);
  expect(new Set(readings).size).toBe(3 * PER_TICK);
  expect(await world.counts()).toEqual({
    delivered: 3 * PER_TICK,
    waiting: 0,
    dead: 0,
    dropped: 0,
  });
}

describe.concurrent.each(worlds)("a report over $protocol, kept $keeping", (options) => {
  it.each(Object.keys(storedButLost))("is delivered once if it is stored and %s comes", (name) =>
    reportThrough(options, storedButLost[name] as Fault),
  );

  it.each(Object.keys(notStored))("is delivered once if it is not stored and %s comes", (name) =>
    reportThrough(options, notStored[name] as Fault),
  );

  it("is sent under another name if the VTN has one of its name from somebody else", async () => {
    await using world = await DeliveryWorld.open(options);
    const manager = await world.manager();
    world.vtn.vtn.faults.add({
      operationId: "createReport",
      times: 1,
      fault: { kind: "status", status: 409 },
    });
    await manager.generateReports();
    await manager.drain();
    expect(world.readings()).toHaveLength(6);
    const bodies = world.vtn.vtn.requests.filter(
      ({ method, path }) => method === "POST" && path.endsWith("/reports"),
    );
    expect(bodies).toHaveLength(2);
    expect((await world.counts()).delivered).toBe(6);
  });

  it("broken off by the end of a manager is delivered once by the next one", async () => {
    await using world = await DeliveryWorld.open({ ...options, venIds: VENS });
    const first = await world.manager({ reportWaitMs: 0 });
    world.vtn.vtn.faults.add({
      operationId: "createReport",
      times: 2,
      fault: { kind: "hang", when: "afterStoring" },
    });
    await first.generateReports();
    await first.generateReports();
    await first.cleanup({ graceMs: 30 });
    await first.cleanup();
    await world.reopen();
    const second = await world.manager();
    second.resume();
    await second.drain();
    const readings = world.readings();
    expect(readings).toHaveLength(2 * PER_TICK);
    expect(new Set(readings).size).toBe(2 * PER_TICK);
  });

  it("is split where the VTN answers 413, and later ones are small from the beginning", async () => {
    await using world = await DeliveryWorld.open({
      ...options,
      resourceCount: 40,
      vtn: { ...options.vtn, maxBodyBytes: 8_000 },
    });
    const manager = await world.manager();
    await manager.generateReports();
    await manager.drain();
    expect(new Set(world.readings()).size).toBe(120);
    const refused = world.vtn.vtn.refusedCount;
    expect(refused).toBeGreaterThan(0);
    await manager.generateReports();
    await manager.drain();
    expect(world.readings()).toHaveLength(240);
    expect(world.vtn.vtn.refusedCount).toBe(refused);
  });

  it("of several ticks has an interval per tick, also of those that an earlier process left", async () => {
    await using world = await DeliveryWorld.open(options);
    const first = await world.manager({ ticksPerReport: 3 });
    await first.generateReports();
    await first.cleanup();
    await world.reopen();
    const second = await world.manager({ ticksPerReport: 3 });
    for (let tick = 0; tick < 3; tick += 1) await second.generateReports();
    await second.drain();
    const readings = world.readings();
    expect(new Set(readings).size).toBe(24);
    expect(readings).toHaveLength(24);
    const reports = world.vtn.vtn[world.protocol as "3.1.0"].reports;
    expect(reports.length).toBeLessThanOrEqual(2);
    expect(reports.some(({ resources }) => resources[0]?.intervals.length === 3)).toBe(true);
  });

  it("of a VEN that the fleet no longer has is delivered all the same", async () => {
    await using world = await DeliveryWorld.open(options);
    const first = await world.manager({ ticksPerReport: 2 });
    await first.generateReports();
    await first.cleanup();
    await world.reopen();
    const outbox = await world.outbox();
    const manager = await world.manager({
      outbox,
      simulator: new ScriptedMeters(fleetOf(["Ikast"], 1), () => 1),
    });
    manager.resume();
    await manager.drain();
    expect(world.readings()).toHaveLength(6);
  });

  it("is looked for under the event that it quoted, though another is quoted by now", async () => {
    await using world = await DeliveryWorld.open(options);
    const first = await world.manager();
    world.vtn.vtn.faults.add({
      operationId: "createReport",
      times: 1,
      fault: { kind: "reset", when: "afterStoring" },
    });
    await first.generateReports();
    await first.cleanup({ graceMs: 0 });
    await world.reopen();
    const { events, programs } = world.vtn.vtn[world.protocol as "3.1.0"];
    const made = await fetch(`${world.vtn.vtnUrls[world.protocol]}/events`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ programID: programs[0]?.id, intervals: [] }),
    });
    const { id } = (await made.json()) as { id: string };
    expect(events.length).toBeGreaterThan(0);
    const second = await world.manager({ eventId: id });
    await second.drain();
    expect(world.readings()).toHaveLength(6);
    expect(world.vtn.vtn[world.protocol as "3.1.0"].reports[0]?.eventID).not.toBe(id);
  });
});
