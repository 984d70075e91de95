import { isInvalidValueError } from "@ven/core";
import { ManualClock, RecordingLogger } from "@ven/core/testing";
import { isStoreError, memoryOutbox, type NewOutboxEntry, type OutboxEntry } from "@ven/store";
import { describe, expect, it } from "vitest";

const clock = new ManualClock();

function reading(stream: string, tick: number, count = 12): NewOutboxEntry {
  const atMs = clock.now() - 3_600_000 + tick * 60_000;
  return {
    key: `${stream}/${atMs}`,
    kind: "readings/1",
    stream,
    atMs,
    count,
    bytes: new Uint8Array(48).fill(tick),
  };
}

describe("memoryOutbox", () => {
  it("hands out the newest first, and forgets an entry once it is delivered", async () => {
    await using outbox = memoryOutbox({ clock });
    await outbox.append([reading("Herning", 1), reading("Herning", 2), reading("Vejle", 1)]);
    const [newest] = await outbox.peek({ sink: "vtn", order: "newest", limit: 1 });
    expect(newest).toMatchObject({ stream: "Herning", entryId: 2, attempts: 0 });
    const [shipment] = await outbox.intend("vtn", [{ entryIds: [2], note: "{}" }]);
    expect(shipment).toMatchObject({ shipmentId: 2, attempts: 1 });
    await outbox.settle("vtn", [{ shipmentId: 2, kind: "delivered" }]);
    expect(await outbox.get(2)).toBeUndefined();
    expect((await outbox.status()).sinks[0]).toMatchObject({
      acceptedCount: 36,
      deliveredCount: 12,
      pending: { entryCount: 2, readingCount: 24 },
    });
  });

  it("keeps a copy of the bytes that it is given", async () => {
    await using outbox = memoryOutbox({ clock });
    const bytes = new Uint8Array([1, 2, 3]);
    const shared = { key: "names", bytes: new Uint8Array([4]) };
    await outbox.append([{ ...reading("Herning", 1), bytes, shared }]);
    bytes.fill(9);
    shared.bytes.fill(9);
    const [entry] = await outbox.peek({ sink: "vtn", order: "oldest", limit: 1 });
    expect(entry?.bytes).toEqual(new Uint8Array([1, 2, 3]));
    expect(entry?.shared?.bytes).toEqual(new Uint8Array([4]));
  });

  it("counts shared bytes once, and no more when no entry has them", async () => {
    await using outbox = memoryOutbox({ clock });
    const shared = { key: "names", bytes: new Uint8Array(100_000) };
    await outbox.append([{ ...reading("Herning", 1), shared }]);
    const one = (await outbox.status()).byteLength;
    await outbox.append([{ ...reading("Herning", 2), shared }]);
    expect((await outbox.status()).byteLength - one).toBeLessThan(2000);
    await outbox.intend("vtn", [{ entryIds: [1, 2], note: "" }]);
    await outbox.settle("vtn", [{ shipmentId: 1, kind: "delivered" }]);
    expect((await outbox.status()).byteLength).toBe(0);
  });

  it("refuses every call once it is closed", async () => {
    const outbox = memoryOutbox({ clock });
    await outbox.close();
    await outbox.close();
    const error = await outbox.status().catch((reason: unknown) => reason);
    expect(isStoreError(error, "STORE_CLOSED")).toBe(true);
  });

  it("refuses an entry that would not even fit into it when empty, and names the bound", async () => {
    await using outbox = memoryOutbox({ clock, maxReadings: 100, maxBytes: 1_048_576 });
    const tooMany = outbox.append([reading("Herning", 1), reading("Herning", 2, 101)]);
    await expect(tooMany).rejects.toThrow(
      "entries[1].count 101 is not valid: maxReadings is 100; split the entry or allow more",
    );
    const tooLarge = { ...reading("Herning", 1), bytes: new Uint8Array(1_048_576) };
    await expect(outbox.append([tooLarge])).rejects.toThrow(/entries\[0\]\.bytes.*maxBytes/);
    expect((await outbox.status()).entryCount).toBe(0);
  });

  it("refuses a shipment of two streams, and intends none of those beside it", async () => {
    await using outbox = memoryOutbox({ clock });
    await outbox.append([reading("Herning", 1), reading("Vejle", 1), reading("Ribe", 1)]);
    const call = outbox.intend("vtn", [
      { entryIds: [3], note: "" },
      { entryIds: [1, 2], note: "" },
    ]);
    await expect(call).rejects.toThrow('shipments[1]: stream "Vejle" is not valid');
    expect((await outbox.status()).sinks[0]?.intent.entryCount).toBe(0);
  });

  it("names the sinks that it has when asked about another", async () => {
    await using outbox = memoryOutbox({ clock, sinks: [{ name: "vtn" }, { name: "influx" }] });
    const error = await outbox
      .peek({ sink: "influxdb", order: "newest", limit: 1 })
      .catch((reason: unknown) => reason);
    expect(isInvalidValueError(error) && error.rule).toBe(
      'did you mean "influx"? this outbox has vtn, influx',
    );
  });

  it("tells what it lost once a minute, and the rest when it is closed", async () => {
    const logger = new RecordingLogger();
    const own = new ManualClock();
    const outbox = memoryOutbox({ clock: own, logger, maxReadings: 12, maxAgeMs: 86_400_000 });
    for (const tick of [1, 2, 3]) await outbox.append([reading("Herning", tick)]);
    const told = () => logger.records.map(({ message, fields }) => [message, fields]);
    const dropped = (readingCount: number) => [
      "outbox full, readings dropped",
      { path: ":memory:", readingCount },
    ];
    expect(told()).toEqual([dropped(12)]);
    await own.advance(60_000);
    await outbox.status();
    expect(told()).toEqual([dropped(12), dropped(12)]);
    await own.advance(86_400_000);
    await outbox.status();
    await outbox.append([{ ...reading("Herning", 5), atMs: own.now() }]);
    await outbox.append([{ ...reading("Herning", 6), atMs: own.now() }]);
    await outbox.close();
    const expired = ["readings expired in the outbox", { path: ":memory:", readingCount: 12 }];
    expect(told().slice(2)).toEqual([expired, dropped(12)]);
  });

  it("lets a call that waits for room go when it is closed", async () => {
    const outbox = memoryOutbox({ clock, maxReadings: 12, onFull: "block" });
    await outbox.append([reading("Herning", 1)]);
    const waiting = outbox.append([reading("Herning", 2)]).catch((reason: unknown) => reason);
    await outbox.close();
    expect(isStoreError(await waiting, "STORE_CLOSED")).toBe(true);
    expect(clock.pendingTimerCount).toBe(0);
  });

  it("lets those that wait for room in, in the order in which they came", async () => {
    await using outbox = memoryOutbox({ clock, maxReadings: 24, onFull: "block" });
    await outbox.append([reading("Herning", 1), reading("Herning", 2)]);
    const order: string[] = [];
    const waiting = ["Vejle", "Ribe"].map(async (stream) => {
      // The second is small enough to fit before the first.
      await outbox.append([reading(stream, 3, stream === "Vejle" ? 24 : 1)]);
      order.push(stream);
    });
    await outbox.intend("vtn", [{ entryIds: [1], note: "" }]);
    await outbox.settle("vtn", [{ shipmentId: 1, kind: "delivered" }]);
    await clock.advance(5000);
    expect(order).toEqual([]);
    await outbox.intend("vtn", [{ entryIds: [2], note: "" }]);
    await outbox.settle("vtn", [{ shipmentId: 2, kind: "delivered" }]);
    await waiting[0];
    expect(order).toEqual(["Vejle"]);
    await outbox.intend("vtn", [{ entryIds: [3], note: "" }]);
    await outbox.settle("vtn", [{ shipmentId: 3, kind: "delivered" }]);
    await Promise.all(waiting);
    expect(order).toEqual(["Vejle", "Ribe"]);
  });

  it("thins out every stream once before any is thinned out again", async () => {
    const streams: string[] = [];
    const thin = (entries: readonly OutboxEntry[]): readonly NewOutboxEntry[] => {
      const [first] = entries as [OutboxEntry];
      streams.push(first.stream);
      return [{ ...first, key: `thin ${first.entryId}`, count: 1 }];
    };
    await using outbox = memoryOutbox({
      clock,
      maxReadings: 48,
      onFull: "downsample",
      downsample: thin,
    });
    const vens = ["Herning", "Vejle", "Ribe", "Esbjerg"];
    await outbox.append(vens.map((stream) => reading(stream, 1)));
    for (let more = 0; more < 4; more += 1) await outbox.append([reading(`new-${more}`, 9, 11)]);
    expect(streams).toEqual(vens);
  });

  it.each<[string, (entries: readonly OutboxEntry[]) => readonly NewOutboxEntry[], string]>([
    [
      "more readings",
      ([first]) => [{ ...reading("Herning", 8, 99), ...first, count: 99 }],
      "readings 99",
    ],
    ["another stream", () => [reading("Vejle", 8, 1)], 'stream "Vejle"'],
    ["no entries", () => [{} as NewOutboxEntry], "entries[0].key"],
  ])("refuses a downsample that returns %s, and keeps what it has", async (_, downsample, what) => {
    await using outbox = memoryOutbox({ clock, maxReadings: 12, onFull: "downsample", downsample });
    await outbox.append([reading("Herning", 1)]);
    await expect(outbox.append([reading("Herning", 2)])).rejects.toThrow(what);
    const { sinks } = await outbox.status();
    expect(sinks[0]?.pending).toEqual({ entryCount: 1, readingCount: 12 });
  });
});
