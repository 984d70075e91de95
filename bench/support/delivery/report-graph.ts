import type { ReadingColumns } from "@ven/core";

const ENVELOPE = {
  eventID: "event-1",
  clientName: "Herning",
  payloadDescriptors: [
    {
      objectType: "REPORT_PAYLOAD_DESCRIPTOR",
      payloadType: "READING",
      readingType: "DIRECT_READ",
      units: "KW",
    },
  ],
};

/** A report of 3.1.0 as objects, one for all that JSON has in braces; the start is written once. */
export function reportGraph(columns: ReadingColumns, rows: Iterable<number>): object {
  const { layout, timestampMs, powerW } = columns;
  const start = new Date(timestampMs[0] ?? 0).toISOString();
  const resources: object[] = [];
  for (const row of rows) {
    const name = layout.resources[layout.resourceIndex[row] ?? 0]?.name;
    const loadId = layout.loadIds[layout.loadIndex[row] ?? 0];
    const value = (powerW[row] ?? 0) / 1_000;
    resources.push({
      resourceName: `${name}/${loadId}`,
      intervalPeriod: { start, duration: "PT0S" },
      intervals: [{ id: 0, payloads: [{ type: "READING", values: [value] }] }],
    });
  }
  return { ...ENVELOPE, reportName: `Herning ${start}`, resources };
}
