import { InvalidValueError, isInvalidValueError, LoadId } from "@ven/core";
import { GrowingColumn } from "../growing-column.ts";
import type { PowerSeries } from "../power-series.ts";
import { ReplayFormatError } from "../replay-format-error.ts";
import { SeriesFilter } from "../series-filter.ts";
import { readPowerCell } from "./read-power-cell.ts";
import { rowClock } from "./row-clock.ts";
import { findColumn, type TableHeader } from "./table-header.ts";
import type { TableCell, TableLayout } from "./table-layout.ts";
import type { TableReplayOptions } from "./table-replay-options.ts";

const LONGEST_NAME = 256;

interface LongSeries {
  readonly meterId: string;
  readonly loadId: LoadId;
  readonly atMs: GrowingColumn;
  readonly powers: GrowingColumn;
  readonly lines: GrowingColumn;
}

/** Reads a table with a row per reading: columns `meter`, `power` and, if there is one, `load`. */
export function longLayout(header: TableHeader, options: TableReplayOptions): TableLayout {
  const { file } = header;
  if ("stepMs" in options.timestamps && options.onBadRow === "skip") {
    const rule = "without a column of instants, what comes after a left-out row has no time";
    throw new InvalidValueError("onBadRow", "skip", `${rule}; use "strict"`);
  }
  const clock = rowClock(header, options);
  const meterAt = findColumn(header, "meter");
  const powerAt = findColumn(header, "power");
  const loadAt = header.names.indexOf("load");
  const filter = new SeriesFilter(options);
  const series = new Map<string, Map<string, LongSeries>>();
  return {
    positions: [...clock.positions, meterAt, powerAt, ...(loadAt < 0 ? [] : [loadAt])].sort(
      (a, b) => a - b,
    ),
    readRow(cells, line) {
      const meterId = readName({ file, line, column: "meter" }, cells[meterAt]);
      const load = loadAt < 0 ? "load_0" : readName({ file, line, column: "load" }, cells[loadAt]);
      if (!filter.wantsMeter(meterId) || !filter.wantsLoad(load)) return;
      const one =
        series.get(meterId)?.get(load) ??
        emptySeries(meterId, readLoadId({ file, line, column: "load" }, load));
      const atMs = clock.instantOf(cells, line, one.atMs.last);
      one.powers.push(readPowerCell(file, line, "power", cells[powerAt]));
      one.atMs.push(atMs);
      one.lines.push(line);
      if (one.lines.length > 1) return;
      const loads = series.get(meterId) ?? new Map<string, LongSeries>();
      series.set(meterId, loads.set(load, one));
    },
    // The next row has its own instant.
    skipRow: () => undefined,
    finish() {
      const found = [...series.values()].flatMap((loads) => [...loads.values()]);
      filter.checkFound(file, found);
      return found.map((one): PowerSeries => {
        const { meterId, loadId } = one;
        const lines = one.lines.values();
        const lineOf = (index: number) => lines[index] ?? 0;
        return { meterId, loadId, atMs: one.atMs.values(), powerW: one.powers.values(), lineOf };
      });
    },
  };
}

function emptySeries(meterId: string, loadId: LoadId): LongSeries {
  return {
    meterId,
    loadId,
    atMs: new GrowingColumn(),
    powers: new GrowingColumn(),
    lines: new GrowingColumn(),
  };
}

interface CellPlace {
  readonly file: string;
  readonly line: number;
  readonly column: string;
}

function readName(place: CellPlace, cell: TableCell): string {
  const name = typeof cell === "number" ? `${cell}` : cell;
  if (!name)
    throw new ReplayFormatError({ ...place, problem: `is empty; name the ${place.column}` });
  if (name.length <= LONGEST_NAME) return name;
  const problem = `is longer than ${LONGEST_NAME} characters; name the ${place.column} shorter`;
  throw new ReplayFormatError({ ...place, value: name, problem });
}

function readLoadId(place: CellPlace, name: string): LoadId {
  try {
    return LoadId(name);
  } catch (cause) {
    const rule = isInvalidValueError(cause) ? cause.rule : "rename it";
    const problem = `is no name of a load: ${rule}`;
    throw new ReplayFormatError({ ...place, value: name, problem }, { cause });
  }
}
