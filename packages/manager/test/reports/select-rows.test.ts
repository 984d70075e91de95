import { LoadId, type NamedColumns } from "@ven/core";
import { describe, expect, it } from "vitest";
import { selectRows } from "../../src/reports/select-rows.ts";
import { wholeReadings } from "../delivery/support/kept-readings.ts";

const POWERS_W = [100, 200, 300];

function columnsOf(powersW: readonly number[]): NamedColumns {
  return { ...wholeReadings(powersW.length).columns, powerW: Float64Array.from(powersW) };
}

describe("selectRows", () => {
  it("takes every row that has a reading, and counts the others", () => {
    expect(selectRows(columnsOf(POWERS_W))).toEqual({
      rows: Uint32Array.of(0, 1, 2),
      missingCount: 0,
    });
    const withGap = columnsOf([100, Number.NaN, 300]);
    expect(selectRows(withGap)).toEqual({ rows: Uint32Array.of(0, 2), missingCount: 1 });
  });

  it.each([
    ["loadIds", { loadIds: new Set([LoadId("load_1")]) }, [1]],
    ["filter", { filter: ({ powerW }: { powerW: number }) => powerW > 150 }, [1, 2]],
    ["isNews", { isNews: (row: number) => row !== 1 }, [0, 2]],
  ])("leaves out rows that %s does not want", (_name, wanted, rows) => {
    const selected = selectRows(columnsOf(POWERS_W), wanted);
    expect(selected).toEqual({ rows: Uint32Array.from(rows), missingCount: 0 });
  });
});
