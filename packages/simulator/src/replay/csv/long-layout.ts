import { LoadId } from "@ven/core";
import { ReplayFormatError } from "../replay-format-error.ts";
import { type CsvHeader, findColumn } from "./csv-header.ts";
import type { CsvLayout } from "./csv-layout.ts";
import type { CsvReplayOptions } from "./csv-replay-options.ts";
import { readPowerCell } from "./read-power-cell.ts";
import { rowClock } from "./row-clock.ts";

interface LongSeries {
  readonly meterId: string;
  readonly loadId: LoadId;
  readonly atMs: number[];
  readonly powerW: number[];
  readonly lines: number[];
}

/** Reads a CSV with a row per reading: columns `meter`, `power` and, if there is one, `load`. */
export function longLayout(header: CsvHeader, options: CsvReplayOptions): CsvLayout {
  const { file } = header;
  const clock = rowClock(header, options);
  const meterAt = findColumn(header, "meter");
  const powerAt = findColumn(header, "power");
  const loadAt = header.names.indexOf("load");
  const series = new Map<string, LongSeries>();

  const name = (column: string, value: string | undefined, line: number): string => {
    if (value) return value;
    throw new ReplayFormatError({ file, line, column, problem: `is empty; name the ${column}` });
  };
  return {
    readRow(cells, line) {
      const meterId = name("meter", cells[meterAt], line);
      const load = loadAt < 0 ? "load_0" : name("load", cells[loadAt], line);
      const key = `${meterId}\n${load}`;
      const one = series.get(key) ?? {
        meterId,
        loadId: LoadId(load),
        atMs: [],
        powerW: [],
        lines: [],
      };
      series.set(key, one);
      one.atMs.push(clock(cells, line, one.atMs.at(-1)));
      one.powerW.push(readPowerCell(file, line, "power", cells[powerAt] ?? ""));
      one.lines.push(line);
    },
    finish: () => [...series.values()],
  };
}
