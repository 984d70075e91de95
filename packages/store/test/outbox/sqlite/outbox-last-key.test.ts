import { type NewOutboxEntry, type Outbox, openOutbox, type Settlement } from "@ven/store";
import { describe, expect, it } from "vitest";
import { temporaryFile } from "../../support/temporary-folder.ts";

const START_MS = 1_737_000_000_000;

function entry(number: number, stream = "Herning"): NewOutboxEntry {
  const bytes = new Uint8Array([number]);
  const key = `${stream}/${number}`;
  return { key, kind: "r", stream, atMs: START_MS + number, count: 2, bytes };
}

type Fate = Settlement extends infer One
  ? One extends Settlement
    ? Omit<One, "shipmentId">
    : never
  : never;

/** Sends the entry of a key, which comes to a fate. */
async function send(outbox: Outbox, key: string, fate: Fate): Promise<void> {
  const entries = await outbox.peek({ sink: "vtn", order: "oldest", limit: 100 });
  const entryIds = entries.filter((other) => other.key === key).map(({ entryId }) => entryId);
  const [shipment] = await outbox.intend("vtn", [{ entryIds, note: key }]);
  const shipmentId = shipment?.shipmentId ?? 0;
  await outbox.settle("vtn", [{ ...fate, shipmentId } as Settlement]);
}

const delivered = { kind: "delivered" } as const;

/** Closes an outbox, and opens it again, so that all it remembers is what it has written down. */
async function reopened(outbox: Outbox): Promise<Outbox> {
  await outbox.close();
  return openOutbox({ path: outbox.path, durability: "process" });
}

async function isDuplicate(outbox: Outbox, given: NewOutboxEntry): Promise<boolean> {
  return (await outbox.append([given])).duplicateCount > 0;
}

async function freshOutbox(): Promise<Outbox> {
  return openOutbox({ path: temporaryFile("ven.outbox.sqlite"), durability: "process" });
}

describe("the last key that a stream was given", () => {
  it("is known once its entry is gone and the outbox was opened again", async () => {
    const outbox = await freshOutbox();
    await outbox.append([entry(1), entry(1, "Vejle")]);
    await send(outbox, "Herning/1", delivered);
    await outbox.append([entry(2, "Vejle")]);
    await using again = await reopened(outbox);
    expect(await isDuplicate(again, entry(1))).toBe(true);
  });

  it("is that of the entry that was given last, whichever goes last", async () => {
    let outbox = await freshOutbox();
    await outbox.append([entry(1), entry(2)]);
    outbox = await reopened(outbox);
    await send(outbox, "Herning/2", delivered);
    await outbox.append([entry(1, "Vejle")]);
    await send(outbox, "Herning/1", delivered);
    await outbox.append([entry(2, "Vejle")]);
    await using again = await reopened(outbox);
    expect(await isDuplicate(again, entry(2))).toBe(true);
    expect(await isDuplicate(again, entry(1))).toBe(false);
  });

  it("gives way to a later one that waits, so that the one before it may be given again", async () => {
    const outbox = await freshOutbox();
    await outbox.append([entry(1)]);
    await send(outbox, "Herning/1", delivered);
    await outbox.append([entry(1, "Vejle")]);
    await outbox.append([entry(2)]);
    await using again = await reopened(outbox);
    expect(await isDuplicate(again, entry(2))).toBe(true);
    expect(await isDuplicate(again, entry(1))).toBe(false);
  });

  it.each([false, true])(
    "is not that of a part of a shipment (opened again before: %s)",
    async (isAgain) => {
      let outbox = await freshOutbox();
      await outbox.append([entry(1), entry(2)]);
      if (isAgain) outbox = await reopened(outbox);
      const part = { ...entry(1), key: "Herning/1#1", count: 1 };
      await send(outbox, "Herning/1", {
        kind: "replaced",
        parts: [
          { state: "pending", entry: part, retryAtMs: 0 },
          { state: "dropped", count: 1, reason: "400" },
        ],
      });
      await send(outbox, "Herning/2", delivered);
      await outbox.append([entry(1, "Vejle")]);
      outbox = await reopened(outbox);
      await send(outbox, part.key, delivered);
      await outbox.append([entry(2, "Vejle")]);
      await using again = await reopened(outbox);
      expect(await isDuplicate(again, entry(2))).toBe(true);
      expect(await isDuplicate(again, part)).toBe(false);
    },
  );

  it("is that of one that became parts when the one before it went first", async () => {
    let outbox = await freshOutbox();
    await outbox.append([entry(1), entry(2)]);
    outbox = await reopened(outbox);
    await send(outbox, "Herning/1", { kind: "dropped", reason: "400" });
    const parts = ["Herning/2#1", "Herning/2#2"].map((key) => ({ ...entry(2), key, count: 1 }));
    await send(outbox, "Herning/2", {
      kind: "replaced",
      parts: parts.map((part) => ({ state: "pending", entry: part, retryAtMs: 0 })),
    });
    expect(await isDuplicate(outbox, entry(2))).toBe(true);
    await using again = await reopened(outbox);
    expect(await isDuplicate(again, entry(2))).toBe(true);
    expect(await isDuplicate(again, entry(1))).toBe(false);
  });

  it("is known when a visitor has purged its entry", async () => {
    let outbox = await freshOutbox();
    await outbox.append([entry(1)]);
    await send(outbox, "Herning/1", { kind: "dead", reason: "400" });
    outbox = await reopened(outbox);
    expect(await isDuplicate(outbox, entry(1))).toBe(true);
    await using visitor = await openOutbox({ path: outbox.path, role: "visitor" });
    expect(await visitor.purge({ sink: "vtn" })).toBe(2);
    expect(await isDuplicate(outbox, entry(1))).toBe(true);
    await outbox.close();
  });

  it("is known after a call that has failed, with its entry still to be swept away", async () => {
    await using outbox = await freshOutbox();
    await outbox.append([entry(1), entry(1, "Vejle"), entry(1, "Ribe")]);
    await send(outbox, "Herning/1", delivered);
    const waiting = await outbox.peek({ sink: "vtn", order: "oldest", limit: 2 });
    const entryIds = waiting.map(({ entryId }) => entryId);
    await expect(outbox.intend("vtn", [{ entryIds, note: "" }])).rejects.toThrow("another stream");
    expect(await isDuplicate(outbox, entry(1))).toBe(true);
  });
});
