import { LoadId, type NamedLayout, ResourceId, VenId } from "@ven/core";
import fc from "fast-check";
import type { KeptReadings } from "../../../src/delivery/readings-bytes.ts";

/** A layout of one site and so many loads. */
export function layoutOf(rowCount: number, venId = "Herning"): NamedLayout {
  const rows = Array.from({ length: rowCount }, (_, row) => row);
  return {
    venId: VenId(venId),
    resources: [{ resourceId: ResourceId(`${venId}-0`), name: `${venId} site 0` }],
    loadIds: rows.map((row) => LoadId(`load_${row}`)),
    resourceIndex: new Uint32Array(rowCount),
    loadIndex: Uint16Array.from(rows),
    rowCount,
  };
}

/** Readings of all rows at one instant: row by row 0 W, 1 W and so on. */
export function wholeReadings(rowCount: number, atMs = 1_737_036_000_000): KeptReadings {
  const rows = Uint32Array.from({ length: rowCount }, (_, row) => row);
  const timestampMs = new Float64Array(rowCount).fill(atMs);
  return {
    columns: { layout: layoutOf(rowCount), timestampMs, powerW: Float64Array.from(rows) },
    rows,
  };
}

/** Some rows of some columns, of any numbers. */
export function anyReadings(maxRows = 40): fc.Arbitrary<KeptReadings> {
  const power = fc.oneof(
    fc.double({ noNaN: true }),
    fc.float({ noNaN: true }),
    fc.integer({ min: -5_000, max: 5_000 }),
    fc.constantFrom(0, -0, Number.POSITIVE_INFINITY),
  );
  const instant = fc.oneof(
    fc.constantFrom(0, 1_737_036_000_000),
    fc.integer({ min: 0, max: 253_402_300_799_999 }),
    fc.double({ min: 0, max: 1e12, noNaN: true }),
  );
  const row = fc.record({ power, instant, isKept: fc.boolean() });
  return fc
    .record({
      rows: fc.array(row, { maxLength: maxRows }),
      isOneInstant: fc.boolean(),
      isWhole: fc.boolean(),
      mostTenths: fc.constantFrom(undefined, 32_767, 32_768, 2_147_483_647, 2_147_483_648),
    })
    .chain(({ mostTenths, ...fleet }) => {
      const most = mostTenths ?? 0;
      const tenths = fc.array(fc.oneof(fc.integer({ min: -most, max: most }), fc.constant(most)), {
        minLength: fleet.rows.length,
        maxLength: fleet.rows.length,
      });
      const powers = mostTenths === undefined ? fc.constant(undefined) : tenths;
      return powers.map((inTenths) => ({ ...fleet, inTenths }));
    })
    .map(({ rows, isOneInstant, isWhole, inTenths }) => {
      const first = rows[0]?.instant ?? 0;
      return {
        columns: {
          layout: layoutOf(rows.length),
          timestampMs: Float64Array.from(rows, ({ instant: atMs }) =>
            isOneInstant ? first : atMs,
          ),
          powerW: Float64Array.from(rows, ({ power: powerW }, index) =>
            inTenths === undefined ? powerW : (inTenths[index] ?? 0) / 10,
          ),
        },
        rows: Uint32Array.from(
          rows.flatMap(({ isKept }, index) => (isWhole || isKept ? [index] : [])),
        ),
      };
    });
}

/** What is kept, row by row. */
export function keptRows({ columns, rows }: KeptReadings): readonly (readonly number[])[] {
  return [...rows].map((row) => [
    row,
    columns.timestampMs[row] ?? Number.NaN,
    columns.powerW[row] ?? Number.NaN,
  ]);
}
