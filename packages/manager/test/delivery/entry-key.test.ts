import { VenId } from "@ven/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entryKey, latestOf } from "../../src/delivery/entry-key.ts";
import type { KeptReadings } from "../../src/delivery/readings-bytes.ts";
import { anyReadings, wholeReadings } from "./support/kept-readings.ts";

const atMs = 1_737_036_000_000;
const someOf = (kept: KeptReadings, rows: readonly number[]): KeptReadings => ({
  ...kept,
  rows: Uint32Array.from(rows),
});

describe("the key of an entry", () => {
  it("is VEN and instant where a tick has all rows of one", () => {
    expect(entryKey(wholeReadings(6), atMs, undefined)).toBe(`Herning/${atMs}`);
  });

  it("differs for other rows, other instants and other layouts", () => {
    const whole = wholeReadings(6);
    const timestampMs = Float64Array.from(whole.columns.timestampMs);
    timestampMs[0] = atMs - 900_000;
    const mixed = { ...whole, columns: { ...whole.columns, timestampMs } };
    const keys = [
      entryKey(whole, atMs, undefined),
      entryKey(someOf(whole, [0, 1]), atMs, undefined),
      entryKey(someOf(whole, [0, 2]), atMs, undefined),
      entryKey(mixed, atMs, undefined),
      entryKey(whole, atMs, "one layout"),
      entryKey(whole, atMs, "another layout"),
      entryKey(someOf(whole, [0, 1]), atMs, "one layout"),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("is the same for the same readings, and short enough for an outbox", () => {
    fc.assert(
      fc.property(anyReadings(), fc.option(fc.string(), { nil: undefined }), (kept, layoutKey) => {
        if (kept.rows.length === 0) return;
        const layout = { ...kept.columns.layout, venId: VenId("V".repeat(128)) };
        const ofLongName = { ...kept, columns: { ...kept.columns, layout } };
        const again = { columns: { ...ofLongName.columns }, rows: kept.rows.slice() };
        const latestMs = latestOf(ofLongName);
        const key = entryKey(ofLongName, latestMs, layoutKey);
        expect(entryKey(again, latestOf(again), layoutKey)).toBe(key);
        expect(key.length).toBeLessThanOrEqual(256);
      }),
    );
  });
});
