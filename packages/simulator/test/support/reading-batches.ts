import type { ReadingBatch } from "@ven/simulator/files";

/** Who the loads of {@link readingBatches} are. */
export const BATCH_LOADS = [
  { venId: "Town", resourceId: "site-1", loadId: "load_0" },
  { venId: "Town", resourceId: "site-1", loadId: "load_1" },
  { venId: 'Murphy\'s, "old"', resourceId: "Pub, 2nd", loadId: "load_0" },
] as const;

/** First instant of {@link readingBatches}. */
export const BATCH_START_MS: number = Date.UTC(2025, 0, 6);

/** From one instant to the next. */
export const BATCH_STEP_MS = 900_000;

/** What load `row` draws at step `step`; every seventh reading is missing. */
export function batchPowerW(row: number, step: number): number {
  if ((row + step) % 7 === 3) return Number.NaN;
  return Math.round((row - 1) * 1_234.5 * 10 + step * 3) / 10;
}

/** Batches of {@link BATCH_LOADS}, of so many steps each. */
export function* readingBatches(
  stepCounts: readonly number[],
): Generator<ReadingBatch, void, undefined> {
  let first = 0;
  for (const count of stepCounts) {
    const from = first;
    const steps = Array.from({ length: count }, (_, step) => from + step);
    yield {
      timestampMs: Float64Array.from(steps, (step) => BATCH_START_MS + step * BATCH_STEP_MS),
      loads: BATCH_LOADS,
      powerW: Float64Array.from(
        BATCH_LOADS.flatMap((_, row) => steps.map((step) => batchPowerW(row, step))),
      ),
      name: (row) => BATCH_LOADS[row] ?? BATCH_LOADS[0],
    };
    first += count;
  }
}
