import type { LoadName } from "../columns/load-name.ts";
import type { PowerRows } from "./power-rows.ts";

/** Columns that tell whose each of their rows is. */
export interface NamedRows extends PowerRows {
  name(row: number): LoadName;
}

/** Adds up the loads of each resource: one row for each, in the order in which they come. */
export function rowsOfResources(columns: NamedRows): PowerRows {
  const { timestampMs, powerW } = columns;
  const count = timestampMs.length;
  const places = new Map<string, number>();
  const rows = count === 0 ? 0 : powerW.length / count;
  const placeOfRow = Array.from({ length: rows }, (_, row) => {
    const { venId, resourceId } = columns.name(row);
    const id = JSON.stringify([venId, resourceId]);
    const place = places.get(id) ?? places.size;
    places.set(id, place);
    return place;
  });
  const sums = new Float64Array(places.size * count);
  placeOfRow.forEach((place, row) => {
    for (let step = 0; step < count; step += 1) {
      const at = place * count + step;
      sums[at] = (sums[at] ?? 0) + (powerW[row * count + step] ?? Number.NaN);
    }
  });
  return { timestampMs, powerW: sums };
}
