import { LoadId, type NamedColumns, type NamedLayout, ResourceId, VenId } from "@ven/core";

/** 2025-01-16T14:00:00Z, epoch ms. */
export const T0: number = Date.UTC(2025, 0, 16, 14);

/** A layout of resources that all have the same loads. */
export function layoutOf(
  venId: string,
  resources: readonly { readonly resourceId: string; readonly name: string }[],
  loadIds: readonly string[] = ["load_0", "load_1"],
): NamedLayout {
  const rowCount = resources.length * loadIds.length;
  return {
    venId: VenId(venId),
    resources: resources.map(({ resourceId, name }) => ({
      resourceId: ResourceId(resourceId),
      name,
    })),
    loadIds: loadIds.map((loadId) => LoadId(loadId)),
    resourceIndex: Uint32Array.from({ length: rowCount }, (_, row) =>
      Math.floor(row / loadIds.length),
    ),
    loadIndex: Uint16Array.from({ length: rowCount }, (_, row) => row % loadIds.length),
    rowCount,
  };
}

/** Two pubs of one VEN, each with two loads. */
export const twoPubs: NamedLayout = layoutOf("Herning", [
  { resourceId: "r-1", name: "Murphy's Pub" },
  { resourceId: "r-2", name: "The Anchor" },
]);

/** Readings of a layout at one instant. */
export function columnsAt(
  layout: NamedLayout,
  timestampMs: number,
  powerW: readonly number[],
): NamedColumns {
  return {
    layout,
    timestampMs: new Float64Array(layout.rowCount).fill(timestampMs),
    powerW: Float64Array.from(powerW),
  };
}

/** Columns as plain rows, for a test to compare. */
export function rowsOf(
  columns: NamedColumns,
): readonly (readonly [number, string, string, string, number])[] {
  const { layout, timestampMs, powerW } = columns;
  return Array.from({ length: layout.rowCount }, (_, row) => {
    const resource = layout.resources[layout.resourceIndex[row] ?? -1];
    const loadId = layout.loadIds[layout.loadIndex[row] ?? -1];
    return [
      timestampMs[row] ?? Number.NaN,
      resource?.resourceId ?? "",
      resource?.name ?? "",
      loadId ?? "",
      powerW[row] ?? Number.NaN,
    ];
  });
}
