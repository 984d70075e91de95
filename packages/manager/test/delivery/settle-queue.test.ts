import { ManualClock, RecordingLogger } from "@ven/core/testing";
import { MANAGER_LOG } from "@ven/manager";
import { memoryOutbox, type Outbox, type Settlement, StoreError } from "@ven/store";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SettleQueue } from "../../src/delivery/settle-queue.ts";
import { interposedOutbox } from "./support/interposed-outbox.ts";
import { turns } from "./support/turns.ts";

const diskFull = () => {
  throw new StoreError("STORE_FULL", "outbox", "the disk is full");
};

/** A queue over an outbox with so many shipments under way. */
async function queueOver(
  shipmentCount: number,
  before: Parameters<typeof interposedOutbox>[1] = {},
  isIdle: () => boolean = () => true,
) {
  const clock = new ManualClock();
  const logger = new RecordingLogger();
  const outbox: Outbox = memoryOutbox({ clock });
  await outbox.append(
    Array.from({ length: shipmentCount }, (_, index) => ({
      key: `Herning/${index}`,
      kind: "test",
      stream: "Herning",
      atMs: index,
      count: 2,
      bytes: new Uint8Array(1),
    })),
  );
  const entries = await outbox.peek({ sink: "vtn", order: "oldest", limit: 1_000 });
  const shipments = await outbox.intend(
    "vtn",
    entries.map(({ entryId }) => ({ entryIds: [entryId], note: "n" })),
  );
  const watched = interposedOutbox(outbox, before);
  const queue = new SettleQueue({ outbox: watched, sink: "vtn", clock, logger, isIdle });
  const settlements: readonly Settlement[] = shipments.map(({ shipmentId }) => ({
    shipmentId,
    kind: "delivered",
  }));
  const delivered = async () => (await outbox.status()).sinks[0]?.deliveredCount;
  return { clock, logger, outbox, queue, settlements, delivered };
}

describe("SettleQueue", () => {
  it("writes in one transaction what comes at once, and waits 5 ms at most for more", async () => {
    const groups: number[] = [];
    const { queue, settlements, delivered } = await queueOver(
      70,
      { settle: (_, group) => void groups.push(group.length) },
      () => false,
    );
    const all = Promise.all(settlements.map((settlement) => queue.add(settlement)));
    await turns();
    expect(groups).toEqual([32, 38]);
    await all;
    expect(await delivered()).toBe(140);
  });

  it("does not keep a lonely settlement for longer than 5 ms", async () => {
    const { queue, settlements, clock } = await queueOver(1, {}, () => false);
    let isWritten = false;
    const [settlement] = settlements;
    if (settlement === undefined) throw new Error("nothing is under way");
    void queue.add(settlement).then(() => {
      isWritten = true;
    });
    await clock.advance(4);
    expect(isWritten).toBe(false);
    await clock.advance(1);
    expect(isWritten).toBe(true);
  });

  it("forgets none, however soon after another is written it comes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 12 }), { maxLength: 6 }), async (hops) => {
        const { queue, settlements, delivered } = await queueOver(hops.length + 1);
        const written = settlements.reduce(async (before, settlement, index) => {
          await before;
          for (let hop = 0; hop < (hops[index - 1] ?? 0); hop += 1) await undefined;
          await queue.add(settlement);
        }, Promise.resolve());
        const late = turns(40).then(() => "never written");
        expect(await Promise.race([written.then(() => "written"), late])).toBe("written");
        expect(await delivered()).toBe(2 * (hops.length + 1));
      }),
    );
  });

  it("tries again, second by second, while the outbox fails, and loses nothing", async () => {
    let failures = 3;
    const { queue, settlements, clock, logger, delivered } = await queueOver(5, {
      settle: () => {
        failures -= 1;
        if (failures >= 0) diskFull();
      },
    });
    const all = Promise.all(settlements.map((settlement) => queue.add(settlement)));
    await clock.advance(2_999);
    expect(await delivered()).toBe(0);
    await clock.advance(1);
    await all;
    expect(await delivered()).toBe(10);
    expect(logger.messages("error")).toEqual(Array(3).fill(MANAGER_LOG.outboxFailed));
  });

  it("writes the others when one is invalid, and that one's fate is unknown", async () => {
    const { queue, settlements, outbox, delivered, clock } = await queueOver(3);
    const [first, second, third] = settlements;
    if (first === undefined || second === undefined || third === undefined) throw new Error("none");
    const wrong: Settlement = { shipmentId: second.shipmentId, kind: "replaced", parts: [] };
    const written = await Promise.all([first, wrong, third].map((one) => queue.add(one)));
    expect(written.map(({ kind }) => kind)).toEqual(["delivered", "unknown", "delivered"]);
    expect(await delivered()).toBe(4);
    await clock.advance(1_000);
    const looked = await outbox.peekIntents({ sink: "vtn", limit: 10 });
    expect(looked).toMatchObject([{ shipmentId: second.shipmentId, note: "n" }]);
  });

  it("says so when the outbox is closed", async () => {
    const { queue, settlements, outbox } = await queueOver(2);
    await outbox.close();
    const results = await Promise.allSettled(settlements.map((one) => queue.add(one)));
    expect(results).toMatchObject([
      { status: "rejected", reason: { code: "STORE_CLOSED" } },
      { status: "rejected", reason: { code: "STORE_CLOSED" } },
    ]);
  });

  it("gives up an outbox that still fails when it is told to, without another pause", async () => {
    const { queue, settlements } = await queueOver(1, { settle: diskFull });
    const results = Promise.allSettled(settlements.map((one) => queue.add(one)));
    await turns();
    queue.giveUp();
    expect(await results).toMatchObject([{ status: "rejected", reason: { code: "STORE_FULL" } }]);
  });
});
