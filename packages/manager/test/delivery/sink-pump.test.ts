import type { NamedColumns } from "@ven/core";
import { ManualClock, RecordingLogger } from "@ven/core/testing";
import { MANAGER_LOG } from "@ven/manager";
import { memoryOutbox, StoreError } from "@ven/store";
import { describe, expect, it, onTestFinished } from "vitest";
import { LayoutBook } from "../../src/delivery/layout-book.ts";
import { encodeReadings, READINGS_KIND } from "../../src/delivery/readings-bytes.ts";
import { SinkPump, type SinkPumpOptions } from "../../src/delivery/sink-pump.ts";
import { interposedOutbox } from "./support/interposed-outbox.ts";
import { wholeReadings } from "./support/kept-readings.ts";
import { turns } from "./support/turns.ts";

const START_MS = Date.UTC(2025, 0, 16, 12);

/** A pump over an outbox with so many ticks in it. */
async function pumpOver(
  tickCount: number,
  write: SinkPumpOptions["write"],
  before: Parameters<typeof interposedOutbox>[1] = {},
) {
  const clock = new ManualClock();
  const logger = new RecordingLogger();
  const layouts = new LayoutBook();
  const memory = memoryOutbox({ clock, sinks: [{ name: "influx" }] });
  const outbox = interposedOutbox(memory, before);
  const append = (tick: number) => {
    const readings = wholeReadings(3, START_MS + tick * 1_000);
    const { layout } = readings.columns;
    const entry = { kind: READINGS_KIND, stream: "Herning", atMs: START_MS + tick * 1_000 };
    const bytes = encodeReadings(readings);
    const shared = layouts.write(layout);
    return memory.append([{ ...entry, key: `Herning/${tick}`, count: 3, bytes, shared }]);
  };
  for (let tick = 0; tick < tickCount; tick += 1) await append(tick);
  const pump = new SinkPump({
    outbox,
    sink: "influx",
    write,
    layouts,
    clock,
    logger,
    retryFirstMs: 1_000,
    retryLongestMs: 60_000,
  });
  const left = async () => {
    const sink = (await memory.status()).sinks[0];
    return (sink?.pending.entryCount ?? 0) + (sink?.intent.entryCount ?? 0);
  };
  return { clock, logger, outbox: memory, pump, left };
}

const tickOf = ({ timestampMs }: NamedColumns) => ((timestampMs[0] ?? 0) - START_MS) / 1_000;

describe("SinkPump", () => {
  it("gives a sink everything that waits, oldest first, each once", async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => void warnings.push(warning);
    process.on("warning", onWarning);
    onTestFinished(() => void process.off("warning", onWarning));
    const seen: number[] = [];
    const { pump, left } = await pumpOver(150, async (columns) => void seen.push(tickOf(columns)));
    await pump.flush();
    expect(seen).toEqual(Array.from({ length: 150 }, (_, tick) => tick));
    expect(await left()).toBe(0);
    // Node tells of what is amiss in a turn of its own.
    await turns(1);
    expect(warnings).toEqual([]);
    await pump.stop();
  });

  it("waits longer and longer while the sink is away, then catches up", async () => {
    let isAway = true;
    const triedAtMs: number[] = [];
    const seen: number[] = [];
    const made = await pumpOver(5, async (columns) => {
      triedAtMs.push(made.clock.monotonic());
      if (isAway) throw new Error("connection refused");
      seen.push(tickOf(columns));
    });
    const { pump, clock, logger, left } = made;
    await pump.flush();
    await clock.advance(7_000);
    const instants = [...new Set(triedAtMs)];
    const gapsMs = instants.slice(1).map((atMs, index) => atMs - (instants[index] ?? 0));
    expect(gapsMs.length).toBeGreaterThan(0);
    expect(gapsMs).toEqual([...gapsMs].sort((one, other) => one - other));
    expect(instants.length).toBeLessThanOrEqual(4);
    expect(logger.records).toContainEqual({
      level: "warn",
      message: MANAGER_LOG.sinkFailed,
      fields: { sink: "influx", reason: "connection refused", retryInMs: 1_000 },
    });
    isAway = false;
    await clock.advance(300_000);
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4]);
    expect(await left()).toBe(0);
    await pump.stop();
  });

  it("is not held up for ever by one tick that the sink will not take", async () => {
    const seen: number[] = [];
    const { pump, clock, left } = await pumpOver(5, async (columns) => {
      if (tickOf(columns) === 1) throw new Error("field type conflict");
      seen.push(tickOf(columns));
    });
    await pump.flush();
    await clock.advance(5_000);
    expect(seen).toEqual([0, 2, 3, 4]);
    expect(await left()).toBe(1);
    await pump.stop();
  });

  it("does not make a flush wait for a sink that is known to be away", async () => {
    const { pump } = await pumpOver(1, () => Promise.reject(new Error("away")));
    await pump.flush();
    await pump.flush();
    await pump.stop();
  });

  it("stops though the sink hangs and heeds no signal; what it had not taken is given again", async () => {
    const { pump, left, outbox } = await pumpOver(2, () => new Promise(() => undefined));
    const flushed = pump.flush();
    await turns();
    await pump.stop();
    await flushed;
    expect(await left()).toBe(2);
    expect(await outbox.peek({ sink: "influx", order: "oldest", limit: 5 })).toHaveLength(2);
  });

  it("tells the outbox again what it could not write down, so that nothing stays under way", async () => {
    let isFull = true;
    const seen: number[] = [];
    const { pump, clock, left } = await pumpOver(
      3,
      async (columns) => void seen.push(tickOf(columns)),
      {
        settle: () => {
          if (isFull) throw new StoreError("STORE_FULL", "outbox", "the disk is full");
        },
      },
    );
    await pump.flush();
    isFull = false;
    await clock.advance(5_000);
    expect(await left()).toBe(0);
    expect(seen).toEqual([0, 1, 2]);
    await pump.stop();
  });

  it("writes again what an earlier process had begun", async () => {
    const seen: number[] = [];
    const { pump, outbox, left } = await pumpOver(
      1,
      async (columns) => void seen.push(tickOf(columns)),
    );
    const [entry] = await outbox.peek({ sink: "influx", order: "oldest", limit: 1 });
    const [shipment] = await outbox.intend("influx", [
      { entryIds: [entry?.entryId ?? 0], note: "" },
    ]);
    const unknown = { kind: "unknown", retryAtMs: 0, reason: "the process ended" } as const;
    await outbox.settle("influx", [{ ...unknown, shipmentId: shipment?.shipmentId ?? 0 }]);
    await pump.flush();
    expect(seen).toEqual([0]);
    expect(await left()).toBe(0);
    await pump.stop();
  });

  it("makes a dead letter of bytes that nobody can read, and goes on", async () => {
    const seen: number[] = [];
    const { pump, outbox } = await pumpOver(1, async (columns) => void seen.push(tickOf(columns)));
    const entry = { key: "x/0", stream: "x", atMs: 0, count: 1, bytes: new Uint8Array(3) };
    await outbox.append([
      { ...entry, kind: READINGS_KIND },
      { ...entry, key: "x/1", kind: "new/9" },
    ]);
    await pump.flush();
    expect(seen).toEqual([0]);
    expect((await outbox.status()).sinks[0]?.dead.entryCount).toBe(2);
    await pump.stop();
  });

  it("ends when the outbox is closed", async () => {
    const { pump, outbox } = await pumpOver(0, () => Promise.resolve());
    await outbox.close();
    await pump.flush();
    await pump.stop();
  });

  it("says once per batch and reason what a sink refuses for good", async () => {
    const { pump, logger, outbox } = await pumpOver(70, async (columns) => {
      if (tickOf(columns) % 2 === 1) return;
      throw Object.assign(new Error("400: partial write"), { isPermanent: true });
    });
    await pump.flush();
    const refused = logger.records.filter(({ message }) => message === MANAGER_LOG.sinkRefused);
    const said = { sink: "influx", reason: expect.stringContaining("400: partial write") };
    expect(refused).toMatchObject([
      { level: "error", fields: { ...said, entryCount: 32, readingCount: 96 } },
      { level: "error", fields: { ...said, entryCount: 3, readingCount: 9 } },
    ]);
    expect((await outbox.status()).sinks[0]?.dead.readingCount).toBe(105);
    await pump.stop();
  });
});
