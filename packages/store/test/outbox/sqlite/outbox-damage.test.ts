import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { philox4x32 } from "@ven/core";
import { ManualClock, RecordingLogger } from "@ven/core/testing";
import { type NewOutboxEntry, type OpenOutboxOptions, type Outbox, openOutbox } from "@ven/store";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { temporaryFile } from "../../support/temporary-folder.ts";

const START_MS = Date.UTC(2025, 0, 16, 14);
const PAGE_BYTES = 4_096;

/** An entry whose bytes follow from its number, so that a wrong one shows. */
function numbered(number: number): NewOutboxEntry {
  const bytes = new Uint8Array(Buffer.from(`<${number}>`.repeat(200)));
  const shared = { key: `names-${number % 3}`, bytes: new Uint8Array(50).fill(number % 3) };
  const stream = `ven-${number % 5}`;
  return {
    key: `${stream}/${number}`,
    kind: "r",
    stream,
    atMs: START_MS + number,
    count: 12,
    bytes,
    shared,
  };
}

const COUNT = 60;
const SALVAGED = "outbox was damaged: put aside, and what could be read saved";

async function fill(outbox: Outbox): Promise<void> {
  await outbox.append(Array.from({ length: COUNT }, (_, number) => numbered(number)));
  const entries = await outbox.peek({ sink: "vtn", order: "oldest", limit: 12 });
  const ids = entries.map(({ entryId }) => entryId);
  await outbox.intend(
    "vtn",
    ids.map((entryId) => ({ entryIds: [entryId], note: `report ${entryId}` })),
  );
  for (const [index, shipmentId] of ids.slice(0, 6).entries()) {
    const kind = index % 2 === 0 ? "dead" : "delivered";
    await outbox.settle("vtn", [{ shipmentId, kind, reason: "test" }]);
  }
}

/** A file as it was closed, or as a process that was killed has left it. */
async function pristine(isClosed: boolean): Promise<{ path: string; files: Map<string, Buffer> }> {
  const path = temporaryFile("ven.outbox.sqlite");
  const first = await openOutbox({ path, durability: "process" });
  await fill(first);
  await first.close();
  const outbox = await openOutbox({ path, durability: "process" });
  await outbox.append([numbered(COUNT)]);
  if (isClosed) await outbox.close();
  const files = new Map<string, Buffer>();
  for (const companion of ["", "-wal"]) {
    try {
      files.set(companion, readFileSync(path + companion));
    } catch {
      // A file that was closed has no log.
    }
  }
  await outbox.close();
  return { path, files };
}

/** Everything that is given out must be what was given in. */
async function expectWhole(outbox: Outbox): Promise<number> {
  const entries = await outbox.peek({ sink: "vtn", order: "newest", limit: 1_000 });
  const shipments = await outbox.peekIntents({ sink: "vtn", limit: 1_000 });
  const all = [...entries, ...shipments.flatMap((shipment) => shipment.entries)];
  for (const { entryId: _, attempts: __, ...entry } of all) {
    const number = entry.atMs - START_MS;
    const given = numbered(number);
    expect({ ...entry, bytes: [...entry.bytes], shared: [...(entry.shared?.bytes ?? [])] }).toEqual(
      {
        ...given,
        bytes: [...given.bytes],
        shared: [...(given.shared?.bytes ?? [])],
      },
    );
  }
  const { sinks } = await outbox.status();
  for (const sink of sinks) {
    const { pending, intent, dead } = sink;
    expect(sink.acceptedCount).toBe(
      sink.deliveredCount +
        sink.droppedCount +
        sink.expiredCount +
        pending.readingCount +
        intent.readingCount +
        dead.readingCount,
    );
  }
  return all.length;
}

interface Damage {
  readonly kind: "flip" | "flips" | "truncate" | "zero page";
  /** 0 to 1. */
  readonly place: number;
  readonly bit: number;
  readonly inLog: boolean;
}

/** So many cases, the same every time. */
function damages(count: number): readonly Damage[] {
  const words = new Uint32Array(4);
  const kinds = ["flip", "flips", "truncate", "zero page"] as const;
  return Array.from({ length: count }, (_, number) => {
    philox4x32(words, number, 0, 0, 0, 5, 7);
    const [a = 0, b = 0] = words;
    return {
      kind: kinds[number % kinds.length] ?? "flip",
      place: a / 2 ** 32,
      bit: b & 7,
      inLog: (b & 8) !== 0,
    };
  });
}

describe("a damaged outbox", () => {
  it.each([
    ["that was closed", true],
    ["that a killed process has left", false],
  ])(
    "opens 60 times of 60 and gives out nothing wrong, with a file %s",
    { timeout: 60_000 },
    async (_, isClosed) => {
      const { path, files } = await pristine(isClosed);
      const logger = new RecordingLogger();
      let [flipCount, flipSavedCount, salvageCount] = [0, 0, 0];
      for (const { kind, place, bit, inLog } of damages(60)) {
        const target = inLog && files.has("-wal") ? "-wal" : "";
        for (const [companion, bytes] of files) {
          const isTarget = companion === target;
          writeFileSync(path + companion, isTarget ? damaged(bytes, kind, place, bit) : bytes);
        }
        await using outbox = await openOutbox({ path, durability: "process", logger });
        const count = await expectWhole(outbox);
        const { acceptedCount } = await outbox.append([numbered(COUNT + 1)]);
        expect(acceptedCount).toBe(12);
        if ((await outbox.status()).salvage !== undefined) salvageCount += 1;
        if (kind !== "flip" || target === "-wal") continue;
        flipCount += 1;
        flipSavedCount += count;
      }
      const records = logger.records.filter(({ message }) => message === SALVAGED);
      expect(records).toHaveLength(salvageCount);
      expect(salvageCount).toBeGreaterThan(10);
      // One bit costs an entry or two, save where it hits the schema.
      expect(flipSavedCount / flipCount).toBeGreaterThan(0.8 * (COUNT - 6));
    },
  );

  it("is put aside with its name and time, and is told of in the status", async () => {
    const { path, files } = await pristine(true);
    const logger = new RecordingLogger();
    const clock = new ManualClock(START_MS);
    const bytes = Buffer.from(files.get("") ?? []);
    writeFileSync(path, damaged(bytes, "zero page", 0, 0));
    const { outboxId } = await openedOnce(path, { logger, clock });
    expect(outboxId).toHaveLength(36);
    const corruptPath = path.replace(/\.sqlite$/, ".corrupt-20250116T140000000Z.sqlite");
    expect(existsSync(corruptPath)).toBe(true);
    expect(logger.records).toContainEqual({
      level: "error",
      message: SALVAGED,
      fields: expect.objectContaining({ path, corruptPath, entryCount: 0, readingCount: 0 }),
    });
  });

  it("keeps its name, its marks and its counters where they can be read", async () => {
    const { path, files } = await pristine(true);
    const before = await openedOnce(path, {});
    const entryPage = pageOf(files.get("") ?? Buffer.alloc(0), numbered(40).bytes);
    const bytes = Buffer.from(readFileSync(path));
    writeFileSync(path, bytes.fill(0, entryPage * PAGE_BYTES, (entryPage + 1) * PAGE_BYTES));
    await using outbox = await openOutbox({ path });
    const waiting = await expectWhole(outbox);
    const { sinks, salvage } = await outbox.status();
    expect(outbox.outboxId).toBe(before.outboxId);
    expect(salvage?.saved.entryCount).toBeGreaterThan(COUNT - 10);
    expect(waiting).toBeLessThan(COUNT - 6);
    expect(sinks[0]).toMatchObject({
      acceptedCount: before.status.sinks[0]?.acceptedCount,
      deliveredCount: 36,
    });
    expect(sinks[0]?.droppedCount).toBeGreaterThan(0);
  });

  it("makes a dead letter of an entry whose bytes have changed", async () => {
    const { path, files } = await pristine(true);
    const bytes = Buffer.from(files.get("") ?? []);
    const place = bytes.lastIndexOf(Buffer.from(numbered(50).bytes.subarray(100, 200)));
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    await using outbox = await openOutbox({ path });
    const entries = await outbox.peek({ sink: "vtn", order: "newest", limit: 100 });
    expect(entries).toHaveLength(COUNT - 12);
    const letters = await outbox.list({ sink: "vtn", state: "dead", limit: 100 });
    const letter = letters.find(({ key }) => key === numbered(50).key);
    expect(letter?.reason).toBe("damaged on the disk: its checksum does not fit");
    await expect(outbox.get(letter?.entryId ?? 0)).rejects.toMatchObject({ code: "STORE_CORRUPT" });
    expect(await outbox.purge({ sink: "vtn", entryIds: [letter?.entryId ?? 0] })).toBe(12);
  });

  it("is saved where its counters are not what was written, and looks for what was under way", async () => {
    const { path } = await pristine(true);
    const database = new Database(path);
    const change = "update books set counts = replace(counts, '1', '2')";
    expect(database.prepare(change).run().changes).toBe(1);
    database.close();
    await using outbox = await openOutbox({ path });
    const { salvage, entryCount } = await outbox.status();
    expect(salvage?.saved.entryCount).toBe(entryCount);
    expect(await expectWhole(outbox)).toBe(COUNT + 1 - 6);
    expect(await outbox.peekIntents({ sink: "vtn", limit: 10 })).toHaveLength(6);
  });

  it("is saved while it is open, and the call goes on", async () => {
    const { path } = await pristine(true);
    const logger = new RecordingLogger();
    await using outbox = await openOutbox({ path, logger });
    await outbox.setMark("backfill", "7");
    const other = new Database(path);
    other.pragma("wal_checkpoint(truncate)");
    other.close();
    const bytes = readFileSync(path);
    const page = pageOf(bytes, numbered(45).bytes);
    writeFileSync(path, bytes.fill(0, page * PAGE_BYTES, (page + 1) * PAGE_BYTES));
    const waiting = await expectWhole(outbox);
    expect(waiting).toBeGreaterThan(COUNT - 15);
    expect((await outbox.status()).salvage?.saved.entryCount).toBeGreaterThan(COUNT - 10);
    expect(await outbox.getMark("backfill")).toBe("7");
    expect((await outbox.append([numbered(COUNT + 1)])).acceptedCount).toBe(12);
  });

  it("is told of to visitors, and still once its owner has closed it and opened it again", async () => {
    const { path, files } = await pristine(true);
    const clock = new ManualClock(START_MS);
    writeFileSync(path, damaged(Buffer.from(files.get("") ?? []), "zero page", 0, 0));
    const { status } = await openedOnce(path, { clock });
    expect(status.salvage).toMatchObject({ atMs: START_MS, saved: { entryCount: 0 } });
    const seen = await openedOnce(path, { role: "visitor" });
    expect(seen.status.salvage).toEqual(status.salvage);
    await openedOnce(path, {});
    expect((await openedOnce(path, { role: "visitor" })).status.salvage).toEqual(status.salvage);
  });

  it.each([
    ["the header", 0, 100],
    ["the schema", 100, PAGE_BYTES],
    ["the end", PAGE_BYTES, Number.POSITIVE_INFINITY],
  ])(
    "tells a visitor who meets damage of %s that who delivers mends it, which then is so",
    async (_, from, to) => {
      const { path, files } = await pristine(true);
      const bytes = Buffer.from(files.get("") ?? []);
      writeFileSync(path, bytes.fill(0x5a, from, Math.min(to, bytes.byteLength)));
      const error = await openedOnce(path, { role: "visitor" }).catch((reason) => reason);
      expect(error).toMatchObject({ name: "StoreError", code: "STORE_CORRUPT" });
      expect(error.message).toContain("start the process that delivers from it again");
      expect(error.message).not.toContain("seed");
      await openedOnce(path, {});
      expect((await openedOnce(path, { role: "visitor" })).status.salvage).toBeDefined();
    },
  );

  it("leaves a file alone that never was an outbox", async () => {
    const path = temporaryFile("notes.txt");
    writeFileSync(path, "my notes, which are no database, but longer than a header is".repeat(9));
    await expect(openOutbox({ path })).rejects.toMatchObject({ code: "STORE_CORRUPT" });
    expect(readFileSync(path, "utf8")).toContain("my notes");
    expect(readdirSync(dirname(path)).filter((name) => name.includes("corrupt"))).toEqual([]);
  });
});

async function openedOnce(path: string, options: Partial<OpenOutboxOptions>) {
  await using outbox = await openOutbox({ path, ...options });
  return { outboxId: outbox.outboxId, status: await outbox.status() };
}

/** The page on which the first of some bytes lie. */
function pageOf(file: Buffer, bytes: Uint8Array): number {
  return Math.floor(file.lastIndexOf(Buffer.from(bytes.subarray(0, 100))) / PAGE_BYTES);
}

function damaged(bytes: Buffer, kind: string, place: number, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  const at = Math.floor(place * copy.byteLength);
  if (kind === "truncate") return copy.subarray(0, at);
  if (kind === "zero page") {
    const page = Math.floor(at / PAGE_BYTES) * PAGE_BYTES;
    return copy.fill(0, page, Math.min(page + PAGE_BYTES, copy.byteLength));
  }
  const flips = kind === "flips" ? 20 : 1;
  for (let flip = 0; flip < flips; flip += 1) {
    const target = (at + flip * 37) % copy.byteLength;
    copy[target] = (copy[target] ?? 0) ^ (1 << bit);
  }
  return copy;
}
