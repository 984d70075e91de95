import { LoadId } from "@ven/core";
import { ReplayFormatError } from "../replay-format-error.ts";
import { type CsvHeader, findColumn } from "./csv-header.ts";
import type { CsvLayout } from "./csv-layout.ts";
import type { CsvReplayOptions } from "./csv-replay-options.ts";
import { readPowerCell } from "./read-power-cell.ts";
import { rowClock } from "./row-clock.ts";

interface WideColumn {
  readonly name: string;
  readonly position: number;
  readonly meterId: string;
  readonly loadId: LoadId;
  readonly powers: number[];
}

/** Reads a CSV with a column per load. */
export function wideLayout(header: CsvHeader, options: CsvReplayOptions): CsvLayout {
  const { file } = header;
  const clock = rowClock(header, options);
  const columns = powerColumns(header, options);
  const atMs: number[] = [];
  const lines: number[] = [];
  return {
    readRow(cells, line) {
      atMs.push(clock(cells, line, atMs.at(-1)));
      lines.push(line);
      for (const { name, position, powers } of columns) {
        powers.push(readPowerCell(file, line, name, cells[position] ?? ""));
      }
    },
    finish: () =>
      columns.map(({ name: column, meterId, loadId, powers: powerW }) => {
        return { meterId, loadId, atMs, powerW, lines, column };
      }),
  };
}

function powerColumns(header: CsvHeader, options: CsvReplayOptions): readonly WideColumn[] {
  const { file, line, names } = header;
  const { columns, ignoreColumns = [], timestamps } = options;
  const ignored = new Set(ignoreColumns.map((name) => findColumn(header, name)));
  if ("column" in timestamps) ignored.add(findColumn(header, timestamps.column));
  const chosen = columns?.map((name) => findColumn(header, name)) ?? [...names.keys()];
  const seen = new Set<string>();
  const found = chosen
    .filter((position) => !ignored.has(position))
    .map((position): WideColumn => {
      const name = names[position] ?? "";
      const { meterId, loadId } = parseName(header, name, position);
      const key = `${meterId}/${loadId}`;
      if (seen.has(key)) {
        const problem = `names load ${loadId} of meter ${JSON.stringify(meterId)} a second time; rename or ignore it`;
        throw new ReplayFormatError({ file, line, column: name, problem });
      }
      seen.add(key);
      return { name, position, meterId, loadId, powers: [] };
    });
  if (found.length > 0) return found;
  throw new ReplayFormatError({ file, line, problem: "has no column of a meter" });
}

/** `<meter>` or `<meter>/<load>`. */
function parseName(
  { file, line }: CsvHeader,
  name: string,
  position: number,
): { readonly meterId: string; readonly loadId: LoadId } {
  const slash = name.lastIndexOf("/");
  const meterId = slash < 0 ? name : name.slice(0, slash);
  const load = slash < 0 ? "load_0" : name.slice(slash + 1);
  if (meterId === "" || load === "") {
    const problem = `column ${position + 1} does not name a meter as <meter> or <meter>/<load>; name or ignore it`;
    throw new ReplayFormatError({ file, line, column: name, problem });
  }
  return { meterId, loadId: LoadId(load) };
}
