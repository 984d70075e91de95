import type { NamedColumns, ReadingSink } from "@ven/core";
import { describe, expect, it } from "vitest";
import { DeliveryWorld } from "./support/delivery-world.ts";
import { until } from "./support/turns.ts";

/** A sink that notes what it is given. */
function notingSink(write: () => Promise<void> = () => Promise.resolve()) {
  const events: string[] = [];
  const count = ({ powerW }: NamedColumns) => powerW.filter((value) => !Number.isNaN(value)).length;
  const counts = { written: 0, marked: 0 };
  const sink: ReadingSink = {
    name: "noting",
    async write(columns) {
      await write();
      counts.written += count(columns);
      events.push("written");
    },
    async markDelivered(columns) {
      counts.marked += count(columns);
    },
  };
  return { sink, events, counts };
}

describe.concurrent("a sink", () => {
  it("has readings before they are reported", async () => {
    await using world = await DeliveryWorld.open();
    const { sink, events } = notingSink();
    world.vtn.vtn["3.1.0"].onReport(() => void events.push("reported"));
    const manager = await world.manager({ sinks: [sink] });
    for (let tick = 0; tick < 3; tick += 1) await manager.generateReports();
    expect(events).toEqual(["written", "reported", "written", "reported", "written", "reported"]);
  });

  it("that hangs does not stop reports, nor the end of the manager", async () => {
    await using world = await DeliveryWorld.open();
    const { sink, counts } = notingSink(() => new Promise(() => undefined));
    const manager = await world.manager({ sinks: [sink], sinkTimeoutMs: 10 });
    expect((await manager.generateReports()).sentCount).toBe(6);
    expect((await manager.generateReports()).sentCount).toBe(6);
    expect(counts.written).toBe(0);
    await manager.cleanup();
    expect((await world.counts()).delivered).toBe(12);
  });

  it("that was away has everything later, and marks alone what the VTN has", async () => {
    await using world = await DeliveryWorld.open({ keeping: "on disk" });
    let isAway = true;
    const { sink, counts } = notingSink(async () => {
      if (isAway) throw new Error("connection refused");
    });
    const manager = await world.manager({ sinks: [sink], sinkTimeoutMs: 10 });
    using refused = world.vtn.vtn.faults.add({
      operationId: "createReport",
      fault: { kind: "status", status: 422 },
    });
    await manager.generateReports();
    await world.settled(6);
    refused.remove();
    await manager.generateReports();
    isAway = false;
    await manager.cleanup();
    await world.reopen();
    const next = await world.manager({ sinks: [sink] });
    next.resume();
    await until(() => counts.written === 12 && counts.marked === 6);
    expect(await world.counts()).toMatchObject({ delivered: 6, dead: 6 });
  });
});

describe.concurrent("what is not delivered", () => {
  it("is a dead letter with the VTN's reason where one reading is to blame; the other VENs are not", async () => {
    const venIds = Array.from({ length: 20 }, (_, index) => `ven-${index}`);
    await using world = await DeliveryWorld.open({ venIds });
    world.vtn.vtn.faults.add({
      operationId: "createReport",
      fault: {
        kind: "custom",
        answer: async (request, answerNormally) => {
          const text = await request.text();
          if (!text.includes('"ven-7 site 1/load_2"')) return await answerNormally();
          const problem = { status: 422, title: "no such load" };
          return new Response(JSON.stringify(problem), {
            status: 422,
            headers: { "content-type": "application/problem+json" },
          });
        },
      },
    });
    const manager = await world.manager();
    await manager.generateReports();
    await world.settled(120);
    expect(await world.counts()).toEqual({ delivered: 119, dead: 1, waiting: 0, dropped: 0 });
    const dead = await (await world.outbox()).list({ sink: "vtn", state: "dead", limit: 9 });
    expect(dead).toMatchObject([{ stream: "ven-7", count: 1 }]);
    expect(dead[0]?.reason).toMatch(/422.*no such load/);
  });

  it("waits while the VTN does not let one VEN in; the others report", async () => {
    await using world = await DeliveryWorld.open({
      venIds: ["in", "out"],
      vtn: { bearerToken: ["good"] },
    });
    const manager = await world.manager({
      auth: { kind: "bearer", token: "good" },
      venAuth: { out: { kind: "bearer", token: "bad" } },
    });
    for (let tick = 1; tick <= 8; tick += 1) {
      await manager.generateReports();
      await until(async () => (await world.counts()).delivered === tick * 6);
    }
    expect(await world.counts()).toMatchObject({ waiting: 48, dead: 0 });
    expect((await manager.deliveryStatus()).vtn.health).toBe("up");
  });

  it.each([
    ["retry", { delivered: 6, dead: 0, dropped: 0 }, 12],
    ["skip", { delivered: 0, dead: 0, dropped: 6 }, 6],
    ["park", { delivered: 0, dead: 6, dropped: 0 }, 6],
  ] as const)(
    "is settled as onAmbiguous %s says at a VTN that lets nobody look",
    async (onAmbiguous, expected, stored) => {
      await using world = await DeliveryWorld.open();
      world.vtn.vtn.faults.add({
        operationId: "searchAllReports",
        fault: { kind: "status", status: 403 },
      });
      world.vtn.vtn.faults.add({
        operationId: "createReport",
        times: 1,
        fault: { kind: "reset", when: "afterStoring" },
      });
      const manager = await world.manager({ onAmbiguous });
      await manager.generateReports();
      await world.settled(6);
      expect(await world.counts()).toMatchObject({ ...expected, waiting: 0 });
      expect(world.readings()).toHaveLength(stored);
    },
  );

  it.each([
    ["retry", { delivered: 6, dead: 0, dropped: 0 }],
    ["skip", { delivered: 5, dead: 0, dropped: 1 }],
    ["park", { delivered: 5, dead: 1, dropped: 0 }],
  ] as const)(
    "is settled as onAmbiguous %s says in the flat dialect",
    async (onAmbiguous, expected) => {
      await using world = await DeliveryWorld.open({ protocol: "flat", keeping: "on disk" });
      world.vtn.vtn.faults.add({
        method: "POST",
        path: "/reports",
        times: 1,
        fault: { kind: "reset", when: "afterStoring" },
      });
      const manager = await world.manager({ onAmbiguous });
      await manager.generateReports();
      await world.settled(6);
      expect(await world.counts()).toMatchObject({ ...expected, waiting: 0 });
      expect(new Set(world.readings()).size).toBe(6);
      expect(world.readings()).toHaveLength(onAmbiguous === "retry" ? 7 : 6);
    },
  );
});

describe.concurrent("a VTN that is slow", () => {
  it("has each tick once, though ticks come faster than it answers", async () => {
    await using world = await DeliveryWorld.open({
      keeping: "on disk",
      vtn: {
        faults: [
          {
            operationId: "createReport",
            fault: { kind: "latency", delayMs: { minMs: 0, maxMs: 300 } },
          },
        ],
      },
    });
    const manager = await world.manager({ reportWaitMs: 0 });
    for (let tick = 0; tick < 20; tick += 1) await manager.generateReports();
    await manager.drain();
    expect(world.readings()).toHaveLength(120);
    expect(new Set(world.readings()).size).toBe(120);
  });

  it("that answers later than we wait has each reading once", async () => {
    await using world = await DeliveryWorld.open({
      vtn: {
        faults: [
          {
            operationId: "createReport",
            times: 3,
            fault: { kind: "latency", delayMs: 400, when: "afterStoring" },
          },
        ],
      },
    });
    const manager = await world.manager({ reportWaitMs: 0, totalTimeoutMs: 200 });
    for (let tick = 0; tick < 4; tick += 1) await manager.generateReports();
    await manager.drain();
    expect(world.readings()).toHaveLength(24);
    expect(new Set(world.readings()).size).toBe(24);
  });

  it.each(["seconds", "date"] as const)(
    "that asks to wait, in %s, is not tried earlier",
    async (as) => {
      await using world = await DeliveryWorld.open();
      const manager = await world.manager({ reportWaitMs: 0 });
      const askedAtMs: number[] = [];
      world.vtn.vtn["3.1.0"].onReport(() => void askedAtMs.push(Date.now()));
      world.vtn.vtn.faults.add({
        operationId: "createReport",
        times: 1,
        fault: { kind: "retryAfter", status: 503, delayMs: 1_000, as },
      });
      const notBeforeMs = Date.now() + 990;
      await manager.generateReports();
      await manager.drain();
      // A date has no fractions of a second.
      expect(askedAtMs[0]).toBeGreaterThanOrEqual(
        as === "date" ? notBeforeMs - 1_000 : notBeforeMs,
      );
      expect(world.readings()).toHaveLength(6);
    },
  );
});

describe.concurrent("what is reported", () => {
  it("is what passes the filter and has moved by more than the deadband", async () => {
    await using world = await DeliveryWorld.open({
      powerW: (_, row, index) => (row === 0 ? index * 100 : row * 10),
    });
    const manager = await world.manager({
      deadbandW: 150,
      filter: ({ loadId }) => loadId !== "load_1",
    });
    const counts: number[] = [];
    for (let tick = 0; tick < 4; tick += 1) {
      counts.push((await manager.generateReports()).readingCount);
    }
    await manager.drain();
    expect(counts).toEqual([4, 0, 1, 0]);
    expect(world.readings()).toHaveLength(5);
    expect(world.readings().some((reading) => reading.includes("load_1"))).toBe(false);
  });
});
