import { decodeBatch } from "@ven/manager";
import type { OutboxEntry } from "@ven/store";

/** A reading that waits, as a person or a program is shown it. */
export interface WaitingReading {
  readonly resourceName: string;
  readonly loadId: string;
  /** Epoch ms. */
  readonly atMs: number;
  /** W, positive = import. */
  readonly powerW: number;
}

/**
 * What an entry of the outbox says.
 *
 * @returns `undefined` if this version cannot read it
 */
export function entryReadings(entry: OutboxEntry): readonly WaitingReading[] | undefined {
  const batch = decodeBatch(entry);
  if (batch === undefined) return undefined;
  const { columns, rows } = batch;
  const { layout, timestampMs, powerW } = columns;
  return Array.from(rows, (row) => ({
    resourceName: layout.resources[layout.resourceIndex[row] ?? -1]?.name ?? "",
    loadId: layout.loadIds[layout.loadIndex[row] ?? -1] ?? "",
    atMs: timestampMs[row] ?? Number.NaN,
    powerW: powerW[row] ?? Number.NaN,
  }));
}
