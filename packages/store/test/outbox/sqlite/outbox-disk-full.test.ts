import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getuid, platform } from "node:process";
import { RecordingLogger } from "@ven/core/testing";
import { type NewOutboxEntry, type Outbox, openOutbox, type SinkStatus } from "@ven/store";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFile, temporaryFolder } from "../../support/temporary-folder.ts";

const MIB = 1_048_576;
let tick = 0;

function entry(byteLength: number): NewOutboxEntry {
  tick += 1;
  const stream = `ven-${tick % 7}`;
  return {
    key: `${stream}/${tick}`,
    kind: "r",
    stream,
    atMs: 1_737_000_000_000 + tick,
    count: 3,
    bytes: new Uint8Array(byteLength).fill(tick),
  };
}

async function vtn(outbox: Outbox): Promise<SinkStatus> {
  const [sink] = (await outbox.status()).sinks;
  if (sink === undefined) throw new Error("the sink vtn is gone");
  return sink;
}

function expectAddsUp({ pending, intent, dead, ...sink }: SinkStatus): void {
  expect(sink.acceptedCount).toBe(
    sink.deliveredCount +
      sink.droppedCount +
      sink.expiredCount +
      pending.readingCount +
      intent.readingCount +
      dead.readingCount,
  );
}

/** Sends all that waits. */
async function drain(outbox: Outbox): Promise<void> {
  for (;;) {
    const entries = await outbox.peek({ sink: "vtn", order: "oldest", limit: 50 });
    if (entries.length === 0) return;
    const shipments = entries.map(({ entryId }) => ({ entryIds: [entryId], note: "report" }));
    const intended = await outbox.intend("vtn", shipments);
    await outbox.settle(
      "vtn",
      intended.map(({ shipmentId }) => ({ shipmentId, kind: "delivered" })),
    );
  }
}

describe("an outbox at its bound", () => {
  it("takes what became of all that it has, however much room the reasons want, and drains", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await using outbox = await openOutbox({ path, maxBytes: MIB, durability: "process" });
    let isFull = false;
    while (!isFull) {
      const { droppedCount } = await outbox.append(Array.from({ length: 100 }, () => entry(40)));
      const { droppedCount: pushedOut } = await vtn(outbox);
      isFull = droppedCount + pushedOut > 0;
    }
    const waiting = await outbox.peek({ sink: "vtn", order: "oldest", limit: 10_000 });
    const streams = new Set(waiting.map(({ stream }) => stream));
    const shipments = await outbox.intend(
      "vtn",
      [...streams].map((name) => ({
        entryIds: waiting.filter(({ stream }) => stream === name).map(({ entryId }) => entryId),
        note: "report",
      })),
    );
    const reason = "x".repeat(1_000);
    await outbox.settle(
      "vtn",
      shipments.map(({ shipmentId }) => ({ shipmentId, kind: "unknown", retryAtMs: 0, reason })),
    );
    const { intent } = await vtn(outbox);
    expect(intent.entryCount).toBeGreaterThan(1_000);
    const looked = await outbox.peekIntents({ sink: "vtn", limit: 100 });
    await outbox.settle(
      "vtn",
      looked.map(({ shipmentId }) => ({ shipmentId, kind: "delivered" })),
    );
    const drained = await vtn(outbox);
    expect(drained.intent.entryCount).toBe(0);
    expectAddsUp(drained);
  });

  it("fills and drains 20 times at its bound of bytes, and its file shrinks each time", {
    timeout: 60_000,
  }, async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    const maxBytes = 1.5 * MIB;
    await using outbox = await openOutbox({ path, maxBytes, durability: "process" });
    for (let cycle = 0; cycle < 20; cycle += 1) {
      for (let round = 0; round < 4; round += 1) {
        await outbox.append(Array.from({ length: 50 }, () => entry(10_000)));
      }
      const full = await outbox.status();
      expect(full.byteLength).toBeLessThanOrEqual(maxBytes);
      expect(full.byteLength).toBeGreaterThan(maxBytes / 2);
      expect(statSync(path).size).toBeLessThanOrEqual(maxBytes);
      await drain(outbox);
      expect((await outbox.status()).entryCount).toBe(0);
      expectAddsUp(await vtn(outbox));
    }
    expect((await vtn(outbox)).droppedCount).toBeGreaterThan(0);
    await outbox.close();
    expect(statSync(path).size).toBeLessThan(1.25 * MIB);
  });
});

/** A small file system in memory; `undefined` where none can be mounted. */
function smallDisk(bytes: number): string | undefined {
  if (platform !== "linux" || getuid?.() !== 0) return undefined;
  const folder = join(temporaryFolder(), "disk");
  mkdirSync(folder);
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${bytes}`, "ven-test", folder]);
  if (mounted.status !== 0) return undefined;
  onTestFinished(() => {
    spawnSync("umount", ["-l", folder]);
  });
  return folder;
}

describe("an outbox on a full disk", () => {
  it.each(["drop-oldest", "drop-newest"] as const)(
    "fills and drains 20 times and is never wedged (%s)",
    { timeout: 60_000 },
    async (onFull) => {
      const folder = smallDisk(6 * MIB);
      if (folder === undefined) {
        console.log("skipped: a small tmpfs cannot be mounted here (needs Linux and root)");
        return;
      }
      const path = join(folder, "ven.outbox.sqlite");
      const logger = new RecordingLogger();
      await using outbox = await openOutbox({ path, onFull, logger, durability: "process" });
      expect(statSync(`${path}.ballast`).size).toBe(MIB);
      for (let cycle = 0; cycle < 20; cycle += 1) {
        let given = 0;
        const before = await outbox.status();
        for (let round = 0; round < 10; round += 1) {
          const { acceptedCount, droppedCount } = await outbox.append(
            Array.from({ length: 50 }, () => entry(10_000)),
          );
          expect(acceptedCount + droppedCount).toBe(150);
          given += 150;
        }
        const full = await outbox.status();
        const accepted =
          (full.sinks[0]?.acceptedCount ?? 0) - (before.sinks[0]?.acceptedCount ?? 0);
        expect(accepted + full.refusedCount - before.refusedCount).toBe(given);
        expect(full.entryCount).toBeGreaterThan(100);
        await drain(outbox);
        expect((await outbox.status()).entryCount).toBe(0);
        expectAddsUp(await vtn(outbox));
      }
      expect(logger.records.some(({ message }) => message.startsWith("disk full"))).toBe(true);
    },
  );

  it("drains a disk that others have filled to the last byte, and takes its ballast again", async () => {
    const folder = smallDisk(6 * MIB);
    if (folder === undefined) {
      console.log("skipped: a small tmpfs cannot be mounted here (needs Linux and root)");
      return;
    }
    const path = join(folder, "ven.outbox.sqlite");
    const filler = join(folder, "filler");
    await using outbox = await openOutbox({ path, durability: "process" });
    await outbox.append(Array.from({ length: 100 }, () => entry(10_000)));
    for (let size = MIB; size >= 1_024; size /= 2) fillUp(filler, size);
    await drain(outbox);
    expect((await outbox.status()).entryCount).toBe(0);
    expect(existsSync(`${path}.ballast`)).toBe(false);
    rmSync(filler);
    await outbox.append([entry(10)]);
    expect(statSync(`${path}.ballast`).size).toBe(MIB);
  });
});

/** Appends to a file until so many bytes do not fit any more. */
function fillUp(path: string, byteLength: number): void {
  for (;;) {
    try {
      writeFileSync(path, Buffer.alloc(byteLength), { flag: "a" });
    } catch {
      // Full, which was to be reached.
      return;
    }
  }
}

describe("an outbox whose file was deleted", () => {
  it.skipIf(platform === "win32")("says of all that it wrote that it did", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await using outbox = await openOutbox({ path, durability: "process" });
    await outbox.append([entry(1_000)]);
    rmSync(path);
    const { acceptedCount } = await outbox.append([entry(100_000)]);
    expect(acceptedCount).toBe(3);
    expect((await vtn(outbox)).acceptedCount).toBe(6);
  });
});
