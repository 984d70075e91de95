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
  const { name, perReport, programId, eventId } = note;
  const quoted = {
    ...(programId === undefined ? {} : { programId }),
    ...(eventId === undefined ? {} : { eventId }),
  };
  const parts: ReportPart[] = [];
  let slices: PartSlice[] = [];
  let readingCount = 0;
  const finish = () => {
    if (readingCount === 0) return;
    parts.push({ reportName: partName(name, parts.length), ...quoted, slices, readingCount });
    slices = [];
    readingCount = 0;
  };
  for (const [entryIndex, { columns, rows }] of entries.entries()) {
    for (let from = 0; from < rows.length; ) {
      const to = Math.min(rows.length, from + perReport - readingCount);
      const isWhole = to - from === rows.length;
      slices.push({ entryIndex, columns, rows: isWhole ? rows : rows.subarray(from, to) });
      readingCount += to - from;
      from = to;
      if (readingCount === perReport) finish();
    }
  }
  finish();
  return parts;
}
