import Table from "cli-table3";
import { localTime } from "../console/local-time.ts";
import { printable } from "../console/printable.ts";
import type { WaitingReading } from "./entry-readings.ts";

/** Readings as a table for people. */
export function readingTable(readings: readonly WaitingReading[]): string {
  const table = new Table({
    head: ["resource", "load", "read at", "power, W"],
    colAligns: ["left", "left", "left", "right"],
    style: { head: [], border: [] },
  });
  for (const { resourceName, loadId, atMs, powerW } of readings) {
    table.push([printable(resourceName), printable(loadId), localTime(atMs), powerW.toFixed(2)]);
  }
  return table.toString();
}
