import { InvalidValueError } from "@ven/core";
import { BadRows } from "../bad-rows.ts";
import type { PowerSeries } from "../power-series.ts";
import { ReplayFormatError } from "../replay-format-error.ts";
import { createReplayMeters, type ReplayMeters } from "../replay-meters.ts";
import { regularStepMs } from "../time-axis.ts";
import { longLayout } from "./long-layout.ts";
import type { TableHeader } from "./table-header.ts";
import type { TableCell, TableLayout } from "./table-layout.ts";
import type { TableReplayOptions } from "./table-replay-options.ts";
import { wideLayout } from "./wide-layout.ts";

const layouts = { wide: wideLayout, long: longLayout };
const MS_PER_HOUR = 3_600_000;

/** Takes the rows of a table one by one and makes meters of them. */
export class TableCollector {
  readonly badRows: BadRows;
  readonly #file: string;
  readonly #options: TableReplayOptions;
  #layout: TableLayout | undefined;
  #rowCount = 0;

  /** @throws {InvalidValueError} if an option cannot be used */
  constructor(file: string, options: TableReplayOptions) {
    const { layout, unit, onBadRow } = options;
    if (!Object.hasOwn(layouts, layout)) {
      throw new InvalidValueError("layout", layout, "use wide or long");
    }
    if (unit !== "W" && unit !== "kW" && unit !== "kWh") {
      throw new InvalidValueError("unit", unit, "use W, kW or kWh (energy per interval)");
    }
    this.badRows = new BadRows(onBadRow);
    this.#file = file;
    this.#options = options;
  }

  /**
   * Takes the names of the columns.
   *
   * @returns positions of the columns that are looked at, ascending
   * @throws {ReplayFormatError} if it lacks a column
   */
  begin(header: TableHeader): readonly number[] {
    this.#layout = layouts[this.#options.layout](header, this.#options);
    return this.#layout.positions;
  }

  /**
   * Takes a row.
   *
   * @throws {ReplayFormatError} if it cannot be used, unless such rows are skipped
   */
  readRow(cells: readonly TableCell[], line: number): void {
    try {
      this.#layout?.readRow(cells, line);
      this.#rowCount += 1;
    } catch (error) {
      this.refuseRow(error);
    }
  }

  /** Takes notice of a row that an error is about. @throws the error, unless such rows are skipped */
  refuseRow(error: unknown): void {
    this.badRows.take(error);
    this.#layout?.skipRow();
  }

  /** @throws {ReplayFormatError} if there was no row, or the rows have no step in common */
  finish(): ReplayMeters {
    const file = this.#file;
    if (this.#layout === undefined) throw new ReplayFormatError({ file, problem: "is empty" });
    if (this.#rowCount === 0) {
      const { count } = this.badRows;
      const problem = `has a header, but no row${count > 0 ? ` that can be used: ${count} were left out` : ""}`;
      throw new ReplayFormatError({ file, problem });
    }
    const series = this.#layout.finish();
    this.#layout = undefined;
    for (const one of series) this.#toWatts(one);
    return createReplayMeters(file, series, this.badRows, this.#options);
  }

  #toWatts({ atMs, powerW }: PowerSeries): void {
    const { unit, timestamps } = this.#options;
    if (unit === "W") return;
    if (unit === "kW") {
      scale(powerW, 1_000);
      return;
    }
    const intervalMs = "stepMs" in timestamps ? timestamps.stepMs : regularStepMs(atMs);
    if (intervalMs === undefined) {
      const problem = "has one row of a load only, which does not tell the interval of its kWh";
      throw new ReplayFormatError({ file: this.#file, problem });
    }
    scale(powerW, (1_000 * MS_PER_HOUR) / intervalMs);
  }
}

/** Multiplies, without the digits that binary fractions add: 2.2758 kW is 2275.8 W. */
function scale(values: Float64Array, factor: number): void {
  for (let at = 0; at < values.length; at += 1) {
    values[at] = Math.round((values[at] ?? 0) * factor * 1e6) / 1e6;
  }
}
