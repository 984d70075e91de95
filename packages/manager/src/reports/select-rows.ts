import type { LoadId, ReadingColumns } from "@ven/core";

/** Which rows of a tick to report, and what was left out. */
export interface RowSelection {
  readonly rows: Uint32Array;
  /** Rows that passed the filter and whose reading is missing. */
  readonly missingCount: number;
}

/**
 * Picks the rows that have a reading and whose load is wanted.
 *
 * @param loadIds - the wanted loads; all if left out
 */
export function selectRows(columns: ReadingColumns, loadIds?: ReadonlySet<LoadId>): RowSelection {
  const { layout, powerW } = columns;
  const isWanted = layout.loadIds.map((loadId) => loadIds === undefined || loadIds.has(loadId));
  const rows = new Uint32Array(layout.rowCount);
  let count = 0;
  let missingCount = 0;
  for (let row = 0; row < layout.rowCount; row += 1) {
    if (isWanted[layout.loadIndex[row] ?? -1] !== true) continue;
    if (Number.isNaN(powerW[row])) {
      missingCount += 1;
      continue;
    }
    rows[count] = row;
    count += 1;
  }
  return { rows: rows.subarray(0, count), missingCount };
}
