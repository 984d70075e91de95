import type { LoadId, NamedColumns, NamedResource } from "@ven/core";
import { allRows } from "../delivery/readings-bytes.ts";

/** A reading as a filter sees it. */
export interface FilteredReading {
  readonly resource: NamedResource;
  readonly loadId: LoadId;
  /** Epoch ms. */
  readonly timestampMs: number;
  /** W, positive = import. */
  readonly powerW: number;
}

/** Which readings to report. */
export interface RowFilter {
  /** The wanted loads; all if left out. */
  readonly loadIds?: ReadonlySet<LoadId> | undefined;
  readonly filter?: ((reading: FilteredReading) => boolean) | undefined;
  /** Whether a reading says something new; all do if left out. */
  readonly isNews?: ((row: number, powerW: number) => boolean) | undefined;
}

/** Which rows of a tick to report, and what was left out. */
export interface RowSelection {
  readonly rows: Uint32Array;
  /** Rows of wanted loads whose reading is missing. */
  readonly missingCount: number;
}

/** Picks the rows that have a reading and are wanted. */
export function selectRows(columns: NamedColumns, wanted: RowFilter = {}): RowSelection {
  const { layout, powerW } = columns;
  const { loadIds, filter, isNews } = wanted;
  if (isEmptyFilter(wanted) && !powerW.includes(Number.NaN)) {
    return { rows: allRows(layout.rowCount), missingCount: 0 };
  }
  const isWanted = layout.loadIds.map((loadId) => loadIds === undefined || loadIds.has(loadId));
  const rows = new Uint32Array(layout.rowCount);
  let count = 0;
  let missingCount = 0;
  for (let row = 0; row < layout.rowCount; row += 1) {
    if (isWanted[layout.loadIndex[row] ?? -1] !== true) continue;
    const valueW = powerW[row] ?? Number.NaN;
    if (Number.isNaN(valueW)) {
      missingCount += 1;
      continue;
    }
    if (filter !== undefined && !filter(readingOf(columns, row))) continue;
    if (isNews !== undefined && !isNews(row, valueW)) continue;
    rows[count] = row;
    count += 1;
  }
  return { rows: rows.subarray(0, count), missingCount };
}

function isEmptyFilter({ loadIds, filter, isNews }: RowFilter): boolean {
  return loadIds === undefined && filter === undefined && isNews === undefined;
}

function readingOf({ layout, timestampMs, powerW }: NamedColumns, row: number): FilteredReading {
  return {
    resource: layout.resources[layout.resourceIndex[row] ?? -1] as NamedResource,
    loadId: layout.loadIds[layout.loadIndex[row] ?? -1] as LoadId,
    timestampMs: timestampMs[row] ?? Number.NaN,
    powerW: powerW[row] ?? Number.NaN,
  };
}
