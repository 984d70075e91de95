import { downsampleReadings } from "@ven/manager";
import { memoryOutbox, type OutboxEntry } from "@ven/store";
import { describe, expect, it } from "vitest";

const entry = (atMs: number, part = ""): OutboxEntry => ({
  entryId: atMs + 1,
  key: `Herning/${atMs}${part}`,
  kind: "readings/1",
  stream: "Herning",
  atMs,
  count: 10,
  bytes: new Uint8Array(40),
  attempts: 0,
});

describe("downsampleReadings", () => {
  it("keeps every second instant, whole", () => {
    const entries = [entry(0), entry(1, ".0-4"), entry(1, ".5-9"), entry(2), entry(3), entry(4)];
    expect(downsampleReadings(entries).map(({ key }) => key)).toEqual([
      "Herning/0",
      "Herning/2",
      "Herning/4",
    ]);
  });

  it("gives up the only instant there is, as an outbox that is full must shrink", () => {
    expect(downsampleReadings([entry(7)])).toEqual([]);
  });

  it("leaves a full outbox sparse in the past and whole in the present", async () => {
    await using outbox = memoryOutbox({
      maxReadings: 400,
      onFull: "downsample",
      downsample: downsampleReadings,
    });
    for (let tick = 0; tick < 200; tick += 1) {
      const { entryId: _, attempts: __, ...fresh } = entry(tick);
      await outbox.append([fresh]);
    }
    const waiting = await outbox.peek({ sink: "vtn", order: "oldest", limit: 1_000 });
    const instants = waiting.map(({ atMs }) => atMs);
    expect(instants.length).toBeLessThanOrEqual(40);
    expect(instants.at(-1)).toBe(199);
    const gaps = instants.slice(1).map((atMs, index) => atMs - (instants[index] ?? 0));
    expect(Math.max(...gaps.slice(0, 5))).toBeGreaterThan(2);
    expect(gaps.at(-1)).toBe(1);
    const { sinks } = await outbox.status();
    expect(sinks[0]?.droppedCount).toBe(2_000 - instants.length * 10);
  });
});
