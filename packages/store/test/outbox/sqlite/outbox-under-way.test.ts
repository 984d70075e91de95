import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { type NewOutboxEntry, type Outbox, openOutbox, type SinkStatus } from "@ven/store";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { temporaryFile } from "../../support/temporary-folder.ts";

const PAGE_BYTES = 4_096;
const START_MS = 1_737_000_000_000;

function entry(number: number): NewOutboxEntry {
  const bytes = new Uint8Array(Buffer.from(`<${number}>`.repeat(200)));
  const key = `Herning/${number}`;
  return { key, kind: "r", stream: "Herning", atMs: START_MS + number, count: 2, bytes };
}

/** Entries 1 to so many, whose ids are the same numbers. */
function entries(count: number): readonly NewOutboxEntry[] {
  return Array.from({ length: count }, (_, index) => entry(index + 1));
}

async function intend(outbox: Outbox, ids: readonly number[]): Promise<void> {
  const shipments = ids.map((id) => ({ entryIds: [id], note: `report ${id}` }));
  expect(await outbox.intend("vtn", shipments)).toHaveLength(ids.length);
}

async function deliver(outbox: Outbox, ids: readonly number[]): Promise<void> {
  await outbox.settle(
    "vtn",
    ids.map((shipmentId) => ({ shipmentId, kind: "delivered" })),
  );
}

/** The file as the owner would leave it if it were killed now. */
function asKilled(path: string): string {
  const copy = temporaryFile("copy.outbox.sqlite");
  for (const companion of ["", "-wal"]) {
    if (existsSync(path + companion)) copyFileSync(path + companion, copy + companion);
  }
  return copy;
}

/** Fills the page of an entry with zeros. */
function damage(path: string, { bytes: lost }: NewOutboxEntry): void {
  const other = new Database(path);
  other.pragma("wal_checkpoint(truncate)");
  other.close();
  const bytes = readFileSync(path);
  const page = Math.floor(bytes.lastIndexOf(Buffer.from(lost)) / PAGE_BYTES);
  writeFileSync(path, bytes.fill(0, page * PAGE_BYTES, (page + 1) * PAGE_BYTES));
}

async function vtn(outbox: Outbox): Promise<SinkStatus | undefined> {
  return (await outbox.status()).sinks[0];
}

async function pendingIds(outbox: Outbox): Promise<readonly number[]> {
  const peeked = await outbox.peek({ sink: "vtn", order: "oldest", limit: 1_000 });
  return peeked.map(({ entryId }) => entryId);
}

async function listed(outbox: Outbox, state: "pending" | "intent"): Promise<readonly number[]> {
  const items = await outbox.list({ sink: "vtn", state, limit: 1_000 });
  return items.map(({ entryId }) => entryId);
}

function countRows(path: string, table: string): unknown {
  const database = new Database(path, { readonly: true });
  try {
    return database.prepare(`select count(*) from ${table}`).pluck().get();
  } finally {
    database.close();
  }
}

describe("what is under way", () => {
  it("is intended for a visitor, with its attempt", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await using owner = await openOutbox({ path });
    await using visitor = await openOutbox({ path, role: "visitor" });
    await owner.append(entries(3));
    await intend(owner, [1, 3]);
    expect(await vtn(visitor)).toEqual(await vtn(owner));
    expect(await vtn(visitor)).toMatchObject({
      pending: { entryCount: 1, readingCount: 2 },
      intent: { entryCount: 2, readingCount: 4 },
      oldestAtMs: START_MS + 1,
    });
    expect(await listed(visitor, "pending")).toEqual([2]);
    const [first, ...rest] = await visitor.list({ sink: "vtn", state: "intent", limit: 10 });
    expect(first).toMatchObject({ entryId: 1, state: "intent", attempts: 1 });
    expect(first?.retryAtMs).toBeUndefined();
    expect(rest).toHaveLength(1);
    expect(await pendingIds(visitor)).toEqual([2]);
  });

  it("is looked for by the next owner if the process ends before it is settled", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await using owner = await openOutbox({ path });
    await owner.append(entries(4));
    await intend(owner, [1, 2]);
    await deliver(owner, [1]);
    await using next = await openOutbox({ path: asKilled(path) });
    const [found, ...others] = await next.peekIntents({ sink: "vtn", limit: 10 });
    expect(found).toMatchObject({ shipmentId: 2, note: "report 2", attempts: 1 });
    expect(found?.entries[0]).toMatchObject({ entryId: 2, attempts: 1 });
    expect(others).toEqual([]);
    expect(await pendingIds(next)).toEqual([3, 4]);
    expect(await vtn(next)).toMatchObject({
      acceptedCount: 8,
      deliveredCount: 2,
      pending: { entryCount: 2, readingCount: 4 },
      intent: { entryCount: 1, readingCount: 2 },
    });
    const postponed = { kind: "postponed", retryAtMs: 0, reason: "not there" } as const;
    await next.settle("vtn", [{ shipmentId: 2, ...postponed }]);
    expect(await pendingIds(next)).toEqual([2, 3, 4]);
    await intend(next, [2]);
    const [item] = await next.list({ sink: "vtn", state: "intent", limit: 1 });
    expect(item).toMatchObject({ attempts: 2, reason: "not there" });
  });

  it("stays intended when another process writes to the file", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await using owner = await openOutbox({ path });
    await using visitor = await openOutbox({ path, role: "visitor" });
    await owner.append(entries(3));
    await intend(owner, [1, 2]);
    await deliver(owner, [1]);
    await visitor.setMark("seen", "yes");
    expect(await pendingIds(owner)).toEqual([3]);
    await deliver(owner, [1, 2]);
    await owner.append([entry(9)]);
    expect(await vtn(owner)).toMatchObject({ deliveredCount: 4, pending: { entryCount: 2 } });
  });

  it("stays under way when the file is saved from damage meanwhile", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await using owner = await openOutbox({ path, durability: "process" });
    await owner.append(entries(40));
    await intend(owner, [1, 2]);
    await owner.setMark("seen", "yes");
    damage(path, entry(30));
    await expect(owner.append([{ ...entry(41), atMs: 0 }])).resolves.toBeDefined();
    for (let id = 3; id <= 41; id += 1) await owner.get(id).catch(() => undefined);
    expect((await owner.status()).salvage).toBeDefined();
    expect(await owner.peekIntents({ sink: "vtn", limit: 10 })).toEqual([]);
    expect((await pendingIds(owner)).filter((id) => id < 3)).toEqual([]);
    await deliver(owner, [1]);
    await owner.settle("vtn", [{ shipmentId: 2, kind: "dead", reason: "400" }]);
    expect(await vtn(owner)).toMatchObject({
      acceptedCount: 82,
      deliveredCount: 2,
      intent: { entryCount: 0 },
      dead: { entryCount: 1 },
    });
  });

  it("is passed over once a visitor has purged it, as its sink is gone", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    const sinks = [{ name: "vtn" }, { name: "influx" }];
    const before = await openOutbox({ path, sinks });
    await before.append(entries(2));
    await before.close();
    await using owner = await openOutbox({ path, sinks: [{ name: "influx" }] });
    await using visitor = await openOutbox({ path, role: "visitor" });
    await intend(owner, [1]);
    expect(await visitor.purge({ sink: "vtn" })).toBe(4);
    await deliver(owner, [1]);
    expect((await owner.status()).sinks).toMatchObject([
      { sink: "influx", deliveredCount: 0, pending: { entryCount: 2 } },
    ]);
  });
});

describe("what comes twice in one call", () => {
  it("is passed over, also where another of its stream came in between", async () => {
    await using outbox = await openOutbox({ path: temporaryFile("ven.outbox.sqlite") });
    const result = await outbox.append([entry(1), entry(2), entry(1), entry(3), entry(2)]);
    expect(result).toEqual({ acceptedCount: 6, droppedCount: 0, duplicateCount: 4 });
    expect(await pendingIds(outbox)).toEqual([1, 2, 3]);
  });
});

describe("what was delivered", () => {
  it("is gone for everybody at once, though its rows wait for the next append", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await using owner = await openOutbox({ path });
    await using visitor = await openOutbox({ path, role: "visitor" });
    await owner.append(entries(3));
    await intend(owner, [1, 2]);
    await deliver(owner, [1, 2]);
    expect(countRows(path, "entries")).toBe(3);
    for (const outbox of [owner, visitor]) {
      expect(await outbox.status()).toMatchObject({ entryCount: 1, readingCount: 2 });
      expect(await vtn(outbox)).toMatchObject({
        deliveredCount: 4,
        pending: { entryCount: 1, readingCount: 2 },
        intent: { entryCount: 0, readingCount: 0 },
        oldestAtMs: START_MS + 3,
      });
      expect(await listed(outbox, "pending")).toEqual([3]);
      expect(await listed(outbox, "intent")).toEqual([]);
      expect(await pendingIds(outbox)).toEqual([3]);
      expect(await outbox.get(1)).toBeUndefined();
      expect((await outbox.get(3))?.key).toBe("Herning/3");
    }
    const ids = [{ entryIds: [1], note: "" }];
    expect(await owner.intend("vtn", ids)).toEqual([]);
    await owner.settle("vtn", [{ shipmentId: 1, kind: "dead", reason: "late" }]);
    await deliver(owner, [2]);
    await owner.append([entry(4)]);
    expect(countRows(path, "entries")).toBe(2);
    expect(countRows(path, "shipments")).toBe(0);
    expect(await vtn(owner)).toMatchObject({ deliveredCount: 4, dead: { entryCount: 0 } });
  });

  it("is swept away by the next owner, who gives it to no sink that it has more", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await using owner = await openOutbox({ path });
    await owner.append(entries(2));
    await intend(owner, [1, 2]);
    await deliver(owner, [1, 2]);
    const copy = asKilled(path);
    await using next = await openOutbox({
      path: copy,
      sinks: [{ name: "vtn" }, { name: "influx" }],
    });
    expect(countRows(copy, "entries")).toBe(0);
    expect(await next.peekIntents({ sink: "vtn", limit: 10 })).toEqual([]);
    expect((await next.append([entry(2)])).duplicateCount).toBe(2);
    expect(await vtn(next)).toMatchObject({ acceptedCount: 4, deliveredCount: 4 });
  });

  it("is swept away at once where it is much", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await using outbox = await openOutbox({ path, durability: "process" });
    const ids = Array.from({ length: 70 }, (_, index) => index + 1);
    await outbox.append(entries(70));
    await intend(outbox, ids);
    await deliver(outbox, ids);
    expect(countRows(path, "entries")).toBe(0);
    await outbox.append([{ ...entry(99), bytes: new Uint8Array(200_000) }]);
    await intend(outbox, [71]);
    await deliver(outbox, [71]);
    expect(countRows(path, "entries")).toBe(0);
  });

  it("is looked for where it cannot be read any more that it was", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await using outbox = await openOutbox({ path, durability: "process" });
    await outbox.append(entries(2));
    await intend(outbox, [1]);
    await deliver(outbox, [1]);
    const other = new Database(path);
    other.prepare("update books set counts = '1'").run();
    other.close();
    expect((await outbox.status()).salvage?.saved.entryCount).toBe(2);
    const shipments = await outbox.peekIntents({ sink: "vtn", limit: 10 });
    expect(shipments.map(({ note }) => note)).toEqual(["report 1"]);
    expect(await pendingIds(outbox)).toEqual([2]);
  });

  it("does not come back when a damaged file is saved", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await using owner = await openOutbox({ path, durability: "process" });
    await owner.append(entries(40));
    await intend(owner, [1, 2, 3, 4]);
    await deliver(owner, [1, 2, 3]);
    const copy = asKilled(path);
    damage(copy, entry(30));
    await using saved = await openOutbox({ path: copy, durability: "process" });
    const { salvage, entryCount } = await saved.status();
    expect(salvage?.saved.entryCount).toBe(entryCount);
    expect(entryCount).toBeGreaterThan(30);
    const pending = await pendingIds(saved);
    expect(pending[0]).toBe(5);
    const shipments = await saved.peekIntents({ sink: "vtn", limit: 10 });
    expect(shipments.map(({ shipmentId }) => shipmentId)).toEqual([4]);
    expect(await vtn(saved)).toMatchObject({ acceptedCount: 80, deliveredCount: 6 });
  });
});
