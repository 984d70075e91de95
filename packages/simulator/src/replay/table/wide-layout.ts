import { LoadId } from "@ven/core";
import { GrowingColumn } from "../growing-column.ts";
import { ReplayFormatError } from "../replay-format-error.ts";
import { SeriesFilter } from "../series-filter.ts";
import { readPowerCell } from "./read-power-cell.ts";
import { rowClock } from "./row-clock.ts";
import { findColumn, type TableHeader } from "./table-header.ts";
import type { TableLayout } from "./table-layout.ts";
import type { TableReplayOptions } from "./table-replay-options.ts";

interface WideColumn {
  readonly name: string;
  readonly position: number;
  readonly meterId: string;
  readonly loadId: LoadId;
  readonly powers: GrowingColumn;
}

/** Reads a table with a column per load. */
export function wideLayout(header: TableHeader, options: TableReplayOptions): TableLayout {
  const { file } = header;
  const clock = rowClock(header, options);
  const columns = powerColumns(header, options);
  const atMs = new GrowingColumn();
  const lines = new GrowingColumn();
  const row = new Float64Array(columns.length);
  let previousAtMs: number | undefined;
  return {
    positions: [...clock.positions, ...columns.map(({ position }) => position)].sort(
      (a, b) => a - b,
    ),
    readRow(cells, line) {
      const rowAtMs = clock.instantOf(cells, line, previousAtMs);
      columns.forEach(({ name, position }, column) => {
        row[column] = readPowerCell(file, line, name, cells[position]);
      });
      previousAtMs = rowAtMs;
      atMs.push(rowAtMs);
      lines.push(line);
      columns.forEach(({ powers }, column) => {
        powers.push(row[column] ?? Number.NaN);
      });
    },
    skipRow() {
      previousAtMs = clock.afterSkipped(previousAtMs);
    },
    finish() {
      const instants = atMs.values();
      const lineNumbers = lines.values();
      const lineOf = (index: number) => lineNumbers[index] ?? 0;
      return columns.map(({ name: column, meterId, loadId, powers }) => {
        return { meterId, loadId, atMs: instants, powerW: powers.values(), lineOf, column };
      });
    },
  };
}

function powerColumns(header: TableHeader, options: TableReplayOptions): readonly WideColumn[] {
  const { file, names } = header;
  const { columns, ignoreColumns = [], timestamps } = options;
  const place = header.line === undefined ? { file } : { file, line: header.line };
  const ignored = new Set(ignoreColumns.map((name) => findColumn(header, name)));
  if ("column" in timestamps) ignored.add(findColumn(header, timestamps.column));
  const chosen = columns?.map((name) => findColumn(header, name)) ?? [...names.keys()];
  const seen = new Set<string>();
  const found = chosen
    .filter((position) => !ignored.has(position))
    .map((position): WideColumn => {
      const name = names[position] ?? "";
      const { meterId, loadId } = parseName(place, name, position);
      const key = `${meterId}/${loadId}`;
      if (seen.has(key)) {
        const problem = `names load ${loadId} of meter ${JSON.stringify(meterId)} a second time; rename or ignore it`;
        throw new ReplayFormatError({ ...place, column: name, problem });
      }
      seen.add(key);
      return { name, position, meterId, loadId, powers: new GrowingColumn() };
    });
  if (found.length === 0) {
    throw new ReplayFormatError({ ...place, problem: "has no column of a meter" });
  }
  const filter = new SeriesFilter(options);
  const wanted = found.filter(
    ({ meterId, loadId }) => filter.wantsMeter(meterId) && filter.wantsLoad(loadId),
  );
  filter.checkFound(file, wanted);
  return wanted;
}

/** `<meter>` or `<meter>/<load>`. */
function parseName(
  place: Pick<TableHeader, "file" | "line">,
  name: string,
  position: number,
): { readonly meterId: string; readonly loadId: LoadId } {
  const slash = name.lastIndexOf("/");
  const meterId = slash < 0 ? name : name.slice(0, slash);
  const load = slash < 0 ? "load_0" : name.slice(slash + 1);
  if (meterId === "" || load === "") {
    const problem = `column ${position + 1} does not name a meter as <meter> or <meter>/<load>; name or ignore it`;
    throw new ReplayFormatError({ ...place, column: name, problem });
  }
  return { meterId, loadId: LoadId(load) };
}
