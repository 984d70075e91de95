import { type FileHandle, open } from "node:fs/promises";
import { isVenError, LoadId } from "@ven/core";
import type { Dataset, File, Group, h5wasm as Hdf5Library } from "h5wasm/node";
import type { PowerSeries } from "./power-series.ts";
import { ReplayFileError } from "./replay-file-error.ts";
import { ReplayFormatError } from "./replay-format-error.ts";
import { createReplayMeters, type ReplayMeters, type ReportTimestamps } from "./replay-meters.ts";

const LAYOUT = "meters/meter_<id>/load_<n>/power, of shape (n, 2): unix seconds and W";
const SIGNATURE = "\x89HDF\r\n\x1a\n";
const LATEST_UNIX_S = 253_402_300_799;
const byName = new Intl.Collator("en", { numeric: true });

type Hdf5Classes = Pick<typeof Hdf5Library, "Group" | "Dataset">;

/** Options of {@link openHdf5Replay}. */
export interface Hdf5ReplayOptions {
  /** What time readings carry. @defaultValue `now` */
  readonly reportTimestamps?: ReportTimestamps;
  readonly signal?: AbortSignal;
}

/**
 * Reads recorded powers from an HDF5 file into memory: data sets `meters/meter_<id>/load_<n>/power`
 * of shape (n, 2), rows of [unix seconds, W] in the order of time, `NaN` for a missing reading.
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
  const { reportTimestamps, signal } = options;
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
    return createReplayMeters(path, [...readSeries(path, file, h5wasm)], reportTimestamps);
  } catch (error) {
    if (isVenError(error)) throw error;
    const problem = `is damaged or cut off (${libraryReason(error)}); get it anew from where it was recorded`;
    throw new ReplayFormatError({ file: path, problem }, { cause: error });
  } finally {
    library.deactivate_throwing_error_handler();
    file?.close();
  }
}

function* readSeries(file: string, root: Group, classes: Hdf5Classes): Iterable<PowerSeries> {
  const meters = root.get("meters");
  const meterNames = meters instanceof classes.Group ? childrenOf(meters, "meter_") : [];
  for (const meterName of meterNames) {
    const meterPath = `meters/${meterName}`;
    const meter = root.get(meterPath);
    const loadNames = meter instanceof classes.Group ? childrenOf(meter, "load_") : [];
    if (loadNames.length === 0) throw wrongLayout(file, meterPath, "has no load_<n>");
    for (const loadName of loadNames) {
      const path = `${meterPath}/${loadName}/power`;
      const load = root.get(`${meterPath}/${loadName}`);
      const power = load instanceof classes.Group ? load.get("power") : null;
      if (!(power instanceof classes.Dataset)) throw wrongLayout(file, path, "is no data set");
      const meterId = meterName.slice("meter_".length);
      yield { meterId, loadId: LoadId(loadName), ...readPowers(file, path, power), column: path };
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

function readPowers(
  file: string,
  column: string,
  power: Dataset,
): Pick<PowerSeries, "atMs" | "powerW" | "lines"> {
  const { shape } = power;
  if (shape?.length !== 2 || shape[1] !== 2 || !shape[0]) {
    throw wrongLayout(file, column, `has the shape (${shape?.join(", ") ?? ""})`);
  }
  const { value } = power;
  if (!ArrayBuffer.isView(value) || value instanceof DataView) {
    throw wrongLayout(file, column, "does not hold numbers");
  }
  const cells = value as ArrayLike<number | bigint>;
  const [rowCount] = shape;
  const atMs = new Float64Array(rowCount);
  const powerW = new Float64Array(rowCount);
  const lines = Uint32Array.from(atMs, (_, row) => row + 1);
  const fault = (row: number, value: number, problem: string) =>
    new ReplayFormatError({ file, line: row + 1, column, value: `${value}`, problem });
  for (let row = 0; row < rowCount; row += 1) {
    const seconds = Number(cells[2 * row]);
    const watts = Number(cells[2 * row + 1]);
    if (!(Math.abs(seconds) <= LATEST_UNIX_S)) throw fault(row, seconds, "is not unix seconds");
    if (Math.abs(watts) === Number.POSITIVE_INFINITY) throw fault(row, watts, "is no power");
    atMs[row] = Math.round(seconds * 1000);
    powerW[row] = watts;
    if (row > 0 && !((atMs[row] ?? 0) > (atMs[row - 1] ?? 0))) {
      throw fault(row, seconds, "is not later than the row before; sort the rows, each once");
    }
  }
  return { atMs, powerW, lines };
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
