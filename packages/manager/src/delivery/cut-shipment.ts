import type { PartSlice, ReportPart } from "./carrier.ts";
import type { KeptReadings } from "./readings-bytes.ts";
import { partName, type ShipmentNote } from "./shipment-note.ts";

/**
 * Cuts the readings of a shipment into its reports: always the same ones, so that those which the VTN
 * has can be told by their names.
 *
 * @param entries - the readings of each entry, in order
 */
export function cutShipment(
  note: ShipmentNote,
  entries: readonly KeptReadings[],
): readonly ReportPart[] {
  const { perReport } = note;
  const [first] = entries;
  // So are most: they need none of the lists that cutting makes.
  if (first !== undefined && entries.length === 1 && isOneReport(first, perReport)) {
    const { columns, rows } = first;
    return [partOf(note, 0, [{ entryIndex: 0, columns, rows }], rows.length)];
  }
  const parts: ReportPart[] = [];
  let slices: PartSlice[] = [];
  let readingCount = 0;
  const finish = () => {
    if (readingCount === 0) return;
    parts.push(partOf(note, parts.length, slices, readingCount));
    slices = [];
    readingCount = 0;
  };
  for (const [entryIndex, { columns, rows }] of entries.entries()) {
    for (let from = 0; from < rows.length; ) {
      const to = Math.min(rows.length, from + perReport - readingCount);
      slices.push({ entryIndex, columns, rows: rows.subarray(from, to) });
      readingCount += to - from;
      from = to;
      if (readingCount === perReport) finish();
    }
  }
  finish();
  return parts;
}

function isOneReport({ rows }: KeptReadings, perReport: number): boolean {
  return rows.length > 0 && rows.length <= perReport;
}

function partOf(
  { name, programId, eventId }: ShipmentNote,
  part: number,
  slices: readonly PartSlice[],
  readingCount: number,
): ReportPart {
  return {
    reportName: partName(name, part),
    ...(programId === undefined ? {} : { programId }),
    ...(eventId === undefined ? {} : { eventId }),
    slices,
    readingCount,
  };
}
