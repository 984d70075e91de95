import type { ReadingColumns } from "@ven/core";
import { encodeReportBytes, ReportWorkspace } from "@ven/openadr-schema";
import { herningFleet } from "@ven/simulator/fleets";
import { benchSimulator } from "./bench-meters.ts";
import type { Pipeline } from "./pipeline.ts";
import { reportGraph } from "./report-graph.ts";

/** Reports that are encoded per tick of the bench. */
const REPORTS = 50;

/** Columns to bytes, our way. */
export function ourEncoding(): Promise<Pipeline> {
  const workspace = new ReportWorkspace();
  return encoding((columns, number) => {
    const { body } = encodeReportBytes(
      "3.1.0",
      { eventID: "event-1", clientName: "Herning", reportName: `Herning ${number}`, columns },
      { workspace },
    );
    workspace.release(body);
    return body.length;
  });
}

/** Columns to objects to text to bytes. */
export function stringifying(): Promise<Pipeline> {
  return encoding((columns) => {
    const rows = Array.from({ length: columns.layout.rowCount }, (_, row) => row);
    return Buffer.from(JSON.stringify(reportGraph(columns, rows))).length;
  });
}

/** Encodes the readings of many ticks, which were taken beforehand. */
async function encoding(
  encode: (columns: ReadingColumns, number: number) => number,
): Promise<Pipeline> {
  const simulator = await benchSimulator(herningFleet);
  const ticks = Array.from({ length: REPORTS }, () => {
    simulator.increaseTime();
    return simulator.collectColumns("Herning");
  });
  return {
    async tick() {
      let readingCount = 0;
      for (const [number, columns] of ticks.entries()) {
        if (encode(columns, number) < 60_000) throw new Error("a report is too short");
        readingCount += columns.layout.rowCount;
      }
      return readingCount;
    },
    async [Symbol.asyncDispose]() {
      await Promise.resolve();
    },
  };
}
