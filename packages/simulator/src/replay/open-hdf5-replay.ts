import { type FileHandle, open } from "node:fs/promises";
import { isVenError, LoadId } from "@ven/core";
import type { Dataset, File, Group, h5wasm as Hdf5Library } from "h5wasm/node";
import { BadRows } from "./bad-rows.ts";
import { readPowerRows } from "./hdf5-power-rows.ts";
import type { PowerSeries } from "./power-series.ts";
import { ReplayFileError } from "./replay-file-error.ts";
import { ReplayFormatError } from "./replay-format-error.ts";
import { createReplayMeters, type ReplayMeters } from "./replay-meters.ts";
import type { ReplayOptions } from "./replay-options.ts";
import { SeriesFilter } from "./series-filter.ts";

const LAYOUT = "meters/meter_<id>/load_<n>/power, of shape (n, 2): unix seconds and W";
const SIGNATURE = "\x89HDF\r\n\x1a\n";
const byName = new Intl.Collator("en", { numeric: true });

type Hdf5Classes = Pick<typeof Hdf5Library, "Group" | "Dataset">;

/** Options of {@link openHdf5Replay}. */
export interface Hdf5ReplayOptions extends ReplayOptions {}

/**
 * Reads recorded powers from an HDF5 file: data sets `meters/meter_<id>/load_<n>/power` of shape
 * (n, 2), rows of [unix seconds, W] in the order of time, `NaN` for a missing reading. The file is read
 * slice by slice: of it, only the powers that are asked for stay in memory, 8 bytes each.
 *
 * The file is closed when this resolves.
 *
 * @throws {ReplayFileError} if it cannot be read
 * @throws {ReplayFormatError} if it is no HDF5 file, or not of this layout
 */
export async function openHdf5Replay(
  path: string,
  options: Hdf5ReplayOptions = {},
): Promise<ReplayMeters> {
  const { onBadRow, signal } = options;
  const badRows = new BadRows(onBadRow);
  signal?.throwIfAborted();
  await checkSignature(path);
  // Loaded only here: it compiles WebAssembly, and is an ES module that CommonJS cannot require.
  const { default: h5wasm } = await import("h5wasm/node");
  const library = await h5wasm.ready;
  signal?.throwIfAborted();
  // Nothing is awaited from here on: the library is one for the whole process. While this handler
  // is on, what is wrong with a file is thrown, not printed.
  library.activate_throwing_error_handler();
  let file: File | undefined;
  try {
    file = new h5wasm.File(path, "r");
    const filter = new SeriesFilter(options);
    const series = [...readSeries(path, file, { classes: h5wasm, filter, badRows })];
    filter.checkFound(path, series);
    return createReplayMeters(path, series, badRows, options);
  } catch (error) {
    if (isVenError(error)) throw error;
    const problem = `is damaged or cut off (${libraryReason(error)}); get it anew from where it was recorded`;
    throw new ReplayFormatError({ file: path, problem }, { cause: error });
  } finally {
    library.deactivate_throwing_error_handler();
    file?.close();
  }
}

interface SeriesReading {
  readonly classes: Hdf5Classes;
  readonly filter: SeriesFilter;
  readonly badRows: BadRows;
}

function* readSeries(file: string, root: Group, reading: SeriesReading): Iterable<PowerSeries> {
  const { classes, filter, badRows } = reading;
  const meters = root.get("meters");
  const meterNames = meters instanceof classes.Group ? childrenOf(meters, "meter_") : [];
  let previous: PowerSeries | undefined;
  for (const meterName of meterNames) {
    const meterId = meterName.slice("meter_".length);
    if (!filter.wantsMeter(meterId)) continue;
    const meterPath = `meters/${meterName}`;
    const meter = root.get(meterPath);
    const loadNames = meter instanceof classes.Group ? childrenOf(meter, "load_") : [];
    if (loadNames.length === 0) throw wrongLayout(file, meterPath, "has no load_<n>");
    for (const loadName of loadNames.filter((name) => filter.wantsLoad(name))) {
      const path = `${meterPath}/${loadName}/power`;
      const load = root.get(`${meterPath}/${loadName}`);
      const power = load instanceof classes.Group ? load.get("power") : null;
      if (!(power instanceof classes.Dataset)) throw wrongLayout(file, path, "is no data set");
      checkShape(file, path, power);
      const rows = readPowerRows({ file, column: path }, power, badRows, previous?.atMs);
      previous = { meterId, loadId: LoadId(loadName), ...rows, column: path };
      yield previous;
    }
  }
  if (meterNames.length === 0) throw wrongLayout(file, "meters", "has no meter_<id>");
}

/** Names of the groups with this prefix and something after it, 2 before 10. */
function childrenOf(group: Group, prefix: string): string[] {
  return group
    .keys()
    .filter((name) => name.startsWith(prefix) && name.length > prefix.length)
    .sort(byName.compare);
}

function checkShape(file: string, column: string, { shape, dtype }: Dataset): void {
  if (shape?.length !== 2 || shape[1] !== 2 || !shape[0]) {
    throw wrongLayout(file, column, `has the shape (${shape?.join(", ") ?? ""})`);
  }
  if (typeof dtype !== "string" || !/^[<>|]?[bBhHiIlLqQefd]$/.test(dtype)) {
    throw wrongLayout(file, column, "does not hold numbers");
  }
}

function wrongLayout(file: string, column: string, fault: string): ReplayFormatError {
  return new ReplayFormatError({ file, column, problem: `${fault}; the layout must be ${LAYOUT}` });
}

/** The library prints nothing of use for a file of another kind, so that is found first. */
async function checkSignature(path: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, "r");
    const { size } = await handle.stat();
    const bytes = Buffer.alloc(SIGNATURE.length);
    // HDF5 allows a user's block before the file proper, of 512 bytes or a doubling of that.
    for (let at = 0; at + bytes.length <= size; at = at === 0 ? 512 : at * 2) {
      await handle.read(bytes, 0, bytes.length, at);
      if (bytes.toString("latin1") === SIGNATURE) return;
    }
    const problem = size === 0 ? "is empty" : "is not an HDF5 file";
    throw new ReplayFormatError({ file: path, problem: `${problem}; give one with ${LAYOUT}` });
  } catch (error) {
    throw isVenError(error) ? error : new ReplayFileError(path, error);
  } finally {
    await handle?.close();
  }
}

/** The innermost reason of the library's many-line report, without the paths of its build. */
function libraryReason(error: unknown): string {
  const reasons = [...String(error).matchAll(/ in \w+\(\): (.+)/g)].map(([, reason]) => reason);
  return reasons.at(-1) ?? "unreadable";
}
