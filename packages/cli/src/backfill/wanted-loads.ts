import type { NamedColumns } from "@ven/core";
import type { PastReadings } from "./past-readings.ts";

/** Past readings of some loads only: those of the others count as missing. */
export function wantedLoads(past: PastReadings, loadIds: readonly string[]): PastReadings {
  const wanted = new Set(loadIds);
  return {
    async *batches(fromMs, options) {
      for await (const batch of past.batches(fromMs, options)) {
        yield { ...batch, columns: batch.columns.map((one) => onlyLoads(one, wanted)) };
      }
    },
  };
}

function onlyLoads(columns: NamedColumns, wanted: ReadonlySet<string>): NamedColumns {
  const { layout } = columns;
  const isWanted = layout.loadIds.map((loadId) => wanted.has(loadId));
  const powerW = columns.powerW.map((valueW, row) =>
    isWanted[layout.loadIndex[row] ?? -1] === true ? valueW : Number.NaN,
  );
  return { ...columns, powerW };
}
