import { LoadId, type NamedColumns, ResourceId, VenId } from "@ven/core";
import { describe, expect, it } from "vitest";
import { pastGroups } from "../../src/backfill/past-groups.ts";
import type { PastBatch } from "../../src/backfill/past-readings.ts";

/** Columns of one VEN with so many readings. */
function columns(venId: string, atMs: number, rowCount = 1): NamedColumns {
  return {
    layout: {
      venId: VenId(venId),
      resources: [{ resourceId: ResourceId("a"), name: "A" }],
      loadIds: [LoadId("load_0")],
      resourceIndex: new Uint32Array(rowCount),
      loadIndex: new Uint16Array(rowCount),
      rowCount,
    },
    timestampMs: new Float64Array(rowCount).fill(atMs),
    powerW: new Float64Array(rowCount),
  };
}

async function* batches(venCount: number, instants: readonly number[], rowCount = 1) {
  for (const atMs of instants) {
    const all = Array.from({ length: venCount }, (_, ven) => columns(`v${ven}`, atMs, rowCount));
    yield { atMs, nextAtMs: atMs + 10, columns: all } satisfies PastBatch;
  }
}

const venIds = Array.from({ length: 2_500 }, (_, ven) => `v${ven}`);

async function collect(
  source: AsyncIterable<PastBatch>,
  passed: ReadonlyMap<number, number> = new Map(),
) {
  const groups = [];
  for await (const group of pastGroups(source, passed, venIds)) groups.push(group);
  return groups;
}

const namesOf = (groups: Awaited<ReturnType<typeof collect>>) =>
  groups.flatMap((group) =>
    group.columns.map(({ layout, timestampMs }) => `${layout.venId}@${timestampMs[0]}`),
  );

describe("pastGroups", () => {
  it("puts small instants together", async () => {
    const groups = await collect(batches(3, [0, 10, 20]));
    expect(groups).toHaveLength(1);
    expect(groups[0]?.columns).toHaveLength(9);
    expect(groups[0]?.place).toEqual({ nextAtMs: 30, venCount: 0 });
  });

  it("never has more columns in a group than fit in one transaction, and says where in an instant it ends", async () => {
    const groups = await collect(batches(2_500, [0, 10]));
    expect(groups.map((group) => group.columns.length)).toEqual([2_000, 2_000, 1_000]);
    expect(groups.map(({ place }) => place)).toEqual([
      { nextAtMs: 0, venCount: 2_000 },
      { nextAtMs: 10, venCount: 1_500 },
      { nextAtMs: 20, venCount: 0 },
    ]);
  });

  it("gives a group once it has enough readings", async () => {
    const groups = await collect(batches(1, [0, 10, 20], 60_000));
    expect(groups.map((group) => group.columns.length)).toEqual([2, 1]);
  });

  it("gives the same columns once each, wherever it was stopped", async () => {
    const all = namesOf(await collect(batches(2_500, [0, 10])));
    for (const { place } of await collect(batches(2_500, [0, 10]))) {
      const instants = [0, 10].filter((atMs) => atMs >= place.nextAtMs);
      const rest = namesOf(
        await collect(batches(2_500, instants), new Map([[place.nextAtMs, place.venCount]])),
      );
      expect(all.slice(all.length - rest.length)).toEqual(rest);
      const doneCount = place.nextAtMs * 250 + place.venCount;
      expect(rest.length).toBe(5_000 - doneCount);
    }
  });

  it("passes over the VENs that were done, also where some have nothing left at that instant", async () => {
    const passed = new Map([[0, 2]]);
    const some = async function* () {
      yield { atMs: 0, nextAtMs: 10, columns: [columns("v1", 0), columns("v4", 0)] };
      yield { atMs: 10, nextAtMs: 20, columns: [columns("v1", 10)] };
    };
    expect(namesOf(await collect(some(), passed))).toEqual(["v4@0", "v1@10"]);
  });
});
