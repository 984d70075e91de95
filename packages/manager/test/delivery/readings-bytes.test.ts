import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeReadings, encodeReadings } from "../../src/delivery/readings-bytes.ts";
import { Scratch } from "../../src/delivery/scratch.ts";
import { anyReadings, keptRows, layoutOf, wholeReadings } from "./support/kept-readings.ts";

describe("the bytes of readings", () => {
  it("give back every row, instant and power as it was, and NaN in the other rows", () => {
    fc.assert(
      fc.property(anyReadings(), (kept) => {
        const { layout } = kept.columns;
        const decoded = decodeReadings(encodeReadings(kept), layout);
        expect(decoded && keptRows(decoded)).toEqual(keptRows(kept));
        expect(decoded?.columns.layout).toBe(layout);
        expect(decoded?.columns.powerW).toHaveLength(layout.rowCount);
        const isKept = new Set(kept.rows);
        decoded?.columns.powerW.forEach((powerW, row) => {
          if (!isKept.has(row)) expect(powerW).toBeNaN();
        });
      }),
    );
  });

  it("are the same on memory that was used before, written and read", () => {
    fc.assert(
      fc.property(anyReadings(), fc.integer({ min: 1, max: 255 }), (kept, dirt) => {
        const scratch = new Scratch();
        for (let use = 0; use < 2; use += 1) {
          scratch.bytes(4_096).fill(dirt);
          scratch.clear();
        }
        const bytes = encodeReadings(kept, scratch);
        expect(bytes).toEqual(encodeReadings(kept));
        const decoded = decodeReadings(bytes, kept.columns.layout, scratch);
        expect(decoded).toEqual(decodeReadings(bytes, kept.columns.layout));
      }),
    );
  });

  it("without a scratch lie in memory of their own, and so do the columns read from them", () => {
    const kept = wholeReadings(7);
    const bytes = encodeReadings(kept);
    expect(bytes.buffer.byteLength).toBe(bytes.byteLength);
    const columns = decodeReadings(bytes, kept.columns.layout)?.columns;
    expect(columns?.powerW.buffer.byteLength).toBe(7 * 8);
    expect(columns?.timestampMs.buffer.byteLength).toBe(7 * 8);
  });

  it("take 2 bytes a reading where all are of one instant and fit, 4 or 8 where they do not", () => {
    const kept = wholeReadings(100);
    kept.columns.powerW[7] = -3_276.7;
    expect(encodeReadings(kept).byteLength).toBe(16 + 2 * 100);
    kept.columns.powerW[7] = 3_276.8;
    expect(encodeReadings(kept).byteLength).toBe(16 + 4 * 100);
    kept.columns.powerW[7] = 1 / 3;
    expect(encodeReadings(kept).byteLength).toBe(16 + 8 * 100);
  });

  it("are read from any place in memory, in a Buffer as in a Uint8Array", () => {
    fc.assert(
      fc.property(anyReadings(), fc.nat({ max: 15 }), fc.boolean(), (kept, shift, isBuffer) => {
        const bytes = encodeReadings(kept);
        const room = new Uint8Array(bytes.byteLength + shift + 8).fill(255);
        room.set(bytes, shift);
        const moved = isBuffer
          ? Buffer.from(room.buffer, shift, bytes.byteLength)
          : room.subarray(shift, shift + bytes.byteLength);
        const decoded = decodeReadings(moved, kept.columns.layout);
        expect(decoded && keptRows(decoded)).toEqual(keptRows(kept));
      }),
    );
  });

  it("give nothing when they are cut, longer, or of another layout", () => {
    fc.assert(
      fc.property(anyReadings(), fc.nat(), (kept, at) => {
        const bytes = encodeReadings(kept);
        const { rowCount } = kept.columns.layout;
        expect(decodeReadings(bytes.subarray(0, at % bytes.byteLength), layoutOf(rowCount))).toBe(
          undefined,
        );
        expect(decodeReadings(Buffer.concat([bytes, Buffer.alloc(4)]), layoutOf(rowCount))).toBe(
          undefined,
        );
        const last = kept.rows.at(-1);
        if (last !== undefined) expect(decodeReadings(bytes, layoutOf(last))).toBe(undefined);
      }),
    );
  });

  it("give rows of the layout, each once and ascending, or nothing, however they are damaged", () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(anyReadings(12), damage, (kept, flips) => {
        const bytes = encodeReadings(kept);
        for (const [at, value] of flips) bytes[at % bytes.byteLength] = value;
        const { layout } = kept.columns;
        const decoded = decodeReadings(bytes, layout);
        if (decoded === undefined) return;
        const rows = [...decoded.rows];
        expect(rows).toEqual([...new Set(rows)].sort((one, other) => one - other));
        expect(rows.every((row) => row < layout.rowCount)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("give nothing where a row comes twice, out of order or from beyond the layout", () => {
    const kept = { ...wholeReadings(9), rows: Uint32Array.of(1, 4, 7) };
    for (const rows of [
      [4, 4, 7],
      [4, 1, 7],
      [1, 900, 7],
      [1, 4, 9],
    ]) {
      const bytes = encodeReadings(kept);
      new Uint32Array(bytes.buffer, bytes.byteOffset + bytes.byteLength - 12, 3).set(rows);
      expect(decodeReadings(bytes, kept.columns.layout)).toBe(undefined);
    }
  });

  it("give nothing where they hold what this version does not know", () => {
    const kept = wholeReadings(3);
    const bytes = encodeReadings(kept);
    bytes[0] = (bytes[0] ?? 0) | 16;
    expect(decodeReadings(bytes, kept.columns.layout)).toBe(undefined);
  });

  it("give nothing for bytes of any kind that nobody wrote", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat({ max: 20 }), (bytes, rowCount) => {
        const decoded = decodeReadings(bytes, layoutOf(rowCount));
        if (decoded !== undefined) expect(decoded.rows.length).toBeLessThanOrEqual(rowCount);
      }),
    );
  });
});
