import { ManualClock } from "@ven/core/testing";
import { isStoreError, memoryOutbox, type NewOutboxEntry } from "@ven/store";
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
});
