import { setImmediate, setTimeout } from "node:timers/promises";
import type { ReadingSink } from "@ven/core";
import type { Outbox } from "@ven/store";
import { describe, expect, it } from "vitest";
import { DeliveryWorld } from "../delivery/support/delivery-world.ts";

/** What the VTN was told of the first load of a VEN, W, in the order of the instants. */
function toldOf({ vtn }: DeliveryWorld, venId = "V0"): readonly number[] {
  return vtn.vtn["3.1.0"].reports
    .filter(({ clientName }) => clientName === venId)
    .map(({ resources }) => {
      const { intervalPeriod, intervals } = resources[0] ?? {};
      const atMs = Date.parse(intervalPeriod?.start ?? "");
      return { atMs, powerW: Number(intervals?.[0]?.payloads[0]?.values[0]) * 1_000 };
    })
    .sort((one, other) => one.atMs - other.atMs)
    .map(({ powerW }) => Math.round(powerW));
}

/** An outbox as over a network: a call that is aborted is over at once, and what it began goes on. */
function farOutbox(outbox: Outbox): Outbox {
  const append: Outbox["append"] = (entries, { signal, ...options } = {}) =>
    new Promise((resolve, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
      setTimeout(60)
        .then(() => outbox.append(entries, options))
        .then(resolve, reject);
    });
  return new Proxy(outbox, {
    get(target, name) {
      if (name === "append") return append;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

describe.concurrent("ticks that overlap", () => {
  it("each report what was read for them, however little apart they begin", async () => {
    const venIds = ["V0", "V1", "V2"];
    const read = new Map(venIds.map((venId) => [venId, new Set<number>()]));
    const powerW = (venId: string, _row: number, index: number) => {
      read.get(venId)?.add(index * 100);
      return index * 100;
    };
    const options = { venIds, resourceCount: 1, loadCount: 1, powerW };
    await using world = await DeliveryWorld.open(options);
    const manager = await world.manager();
    for (let tick = 0; tick < 2; tick += 1) await manager.generateReports();
    const ticks = [manager.generateReports(), manager.generateReports()];
    // By now these have read the meters.
    await setImmediate();
    ticks.push(manager.generateReports());
    await Promise.all(ticks);
    await manager.drain();
    for (const [venId, powers] of read) expect(toldOf(world, venId)).toEqual([...powers]);
  });

  it("remember what they reported, so that the next goes by that", async () => {
    const says = [0, 100, 100, 120, 105, 108];
    const powerW = (_venId: string, _row: number, index: number) => says[index] ?? 108;
    const options = { venIds: ["V0"], resourceCount: 1, loadCount: 1, powerW };
    await using world = await DeliveryWorld.open(options);
    const slow: ReadingSink = {
      name: "slow",
      write: () => setTimeout(50),
      markDelivered: () => Promise.resolve(),
    };
    const manager = await world.manager({ sinks: [slow], deadbandW: 10 });
    for (let tick = 0; tick < 2; tick += 1) await manager.generateReports();
    const first = manager.generateReports();
    await setTimeout(10);
    await Promise.all([first, manager.generateReports()]);
    for (let tick = 0; tick < 2; tick += 1) await manager.generateReports();
    await manager.drain();
    expect(toldOf(world)).toEqual([100, 120, 108]);
  });

  it("with one that was cut off, whose outbox still writes it, leave that alone", async () => {
    const powerW = (_venId: string, _row: number, index: number) => index * 100;
    const options = { venIds: ["V0"], resourceCount: 1, loadCount: 1, powerW };
    await using world = await DeliveryWorld.open(options);
    const manager = await world.manager({ outbox: farOutbox(await world.outbox()) });
    await manager.generateReports();
    const abort = new AbortController();
    const cut = manager.generateReports({ signal: abort.signal });
    await setTimeout(20);
    abort.abort(new Error("cut off"));
    await expect(cut).rejects.toThrow("cut off");
    await manager.generateReports();
    await world.settled(3);
    expect(toldOf(world)).toEqual([100, 200, 300]);
  });
});
