import type { LoadId, NamedColumns, NamedLayout, NamedResource, VenId } from "@ven/core";
import type { StoredReading } from "./stored-reading.ts";

/**
 * The readings of one instant as columns: resources by name, loads by id.
 *
 * @param known - layout of another instant; comes back as it is where it fits
 */
export function columnsOfInstant(
  venId: VenId,
  readings: readonly StoredReading[],
  known: NamedLayout | undefined,
): NamedColumns {
  const rows = [...readings].sort(inReportingOrder);
  const layout = known !== undefined && isLayoutOf(known, rows) ? known : makeLayout(venId, rows);
  return {
    layout,
    timestampMs: Float64Array.from(rows, ({ timestampMs }) => timestampMs),
    powerW: Float64Array.from(rows, ({ powerW }) => powerW),
  };
}

/** By code units, so that every machine sorts alike. */
function inReportingOrder(a: StoredReading, b: StoredReading): number {
  return (
    order(a.resourceName, b.resourceName) ||
    order(a.resourceId, b.resourceId) ||
    order(a.loadId, b.loadId)
  );
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function isOfResource(a: NamedRow, b: NamedRow): boolean {
  return a.resourceId === b.resourceId && a.resourceName === b.resourceName;
}

type NamedRow = Pick<StoredReading, "resourceId" | "resourceName">;

function isLayoutOf(layout: NamedLayout, rows: readonly StoredReading[]): boolean {
  if (layout.rowCount !== rows.length) return false;
  return rows.every((row, index) => {
    const resource = layout.resources[layout.resourceIndex[index] ?? -1];
    return (
      resource?.resourceId === row.resourceId &&
      resource.name === row.resourceName &&
      layout.loadIds[layout.loadIndex[index] ?? -1] === row.loadId
    );
  });
}

function makeLayout(venId: VenId, rows: readonly StoredReading[]): NamedLayout {
  const resources: NamedResource[] = [];
  const loadPlaces = new Map<LoadId, number>();
  const resourceIndex = new Uint32Array(rows.length);
  const loadIndex = new Uint16Array(rows.length);
  rows.forEach((row, index) => {
    const before = rows[index - 1];
    if (before === undefined || !isOfResource(before, row)) {
      resources.push({ resourceId: row.resourceId, name: row.resourceName });
    }
    const loadPlace = loadPlaces.get(row.loadId) ?? loadPlaces.size;
    loadPlaces.set(row.loadId, loadPlace);
    resourceIndex[index] = resources.length - 1;
    loadIndex[index] = loadPlace;
  });
  const loadIds = [...loadPlaces.keys()];
  return { venId, resources, loadIds, resourceIndex, loadIndex, rowCount: rows.length };
}
