import { InvalidValueError } from "@ven/core";
import type { Dataset, File, h5wasm as Hdf5Library } from "h5wasm/node";
import { OutputFileError } from "./output-file-error.ts";
import type { BatchLoad, ReadingBatch, ReadingBatches } from "./reading-batch.ts";
import { type BatchWriter, writeBatches } from "./write-batches.ts";
import type { WriteOptions, WrittenFile } from "./write-options.ts";

/** Rows of a chunk, the unit that is packed: as a batch has, within these. */
const LEAST_CHUNK_ROWS = 64;
const MOST_CHUNK_ROWS = 16_384;

/**
 * Writes readings as HDF5 in the layout that `openHdf5Replay` reads: data sets
 * `meters/meter_<resource id>/load_<n>/power` of shape (n, 2), rows of [unix seconds, W], `NaN` for a
 * missing reading, packed by gzip.
 *
 * @throws {InvalidValueError} if an id cannot be part of the layout; then nothing is written
 * @throws {OutputFileError} if the file cannot be written; nothing of it stays then
 */
export function writeHdf5(
  file: string,
  batches: ReadingBatches,
  options: WriteOptions = {},
): Promise<WrittenFile> {
  return writeBatches(file, batches, options, async (path, first) => {
    const { default: h5wasm } = await import("h5wasm/node");
    const library = await h5wasm.ready;
    const guarded = <Result>(action: () => Result): Result => {
      // While this handler is on, what goes wrong is thrown, not printed.
      library.activate_throwing_error_handler();
      try {
        return action();
      } catch (cause) {
        throw new OutputFileError(file, cause);
      } finally {
        library.deactivate_throwing_error_handler();
      }
    };
    const names = Array.from(first.loads, (_, row) => first.name(row));
    for (const name of names) checkName(name);
    return guarded(() => new Hdf5Writer(new h5wasm.File(path, "w"), first, names, guarded));
  });
}

class Hdf5Writer implements BatchWriter {
  readonly #file: File;
  readonly #dataSets: readonly Dataset[];
  readonly #guarded: <Result>(action: () => Result) => Result;
  #rowCount = 0;
  #isOpen = true;

  constructor(
    file: File,
    first: ReadingBatch,
    names: readonly BatchLoad[],
    guarded: <Result>(action: () => Result) => Result,
  ) {
    this.#file = file;
    this.#guarded = guarded;
    const rows = first.timestampMs.length;
    const chunkRows = Math.min(MOST_CHUNK_ROWS, Math.max(LEAST_CHUNK_ROWS, rows));
    const meters = file.create_group("meters");
    const meterGroups = new Map<string, InstanceType<typeof Hdf5Library.Group>>();
    this.#dataSets = names.map(({ resourceId, loadId }) => {
      const meter = meterGroups.get(resourceId) ?? meters.create_group(`meter_${resourceId}`);
      meterGroups.set(resourceId, meter);
      return meter.create_group(loadId).create_dataset({
        name: "power",
        data: new Float64Array(0),
        shape: [0, 2],
        maxshape: [null, 2],
        chunks: [chunkRows, 2],
        compression: "gzip",
        compression_opts: 1,
      });
    });
  }

  async write({ timestampMs, powerW }: ReadingBatch): Promise<void> {
    const count = timestampMs.length;
    const rows = new Float64Array(2 * count);
    for (let step = 0; step < count; step += 1) rows[2 * step] = (timestampMs[step] ?? 0) / 1_000;
    const from = this.#rowCount;
    this.#rowCount += count;
    this.#guarded(() => {
      this.#dataSets.forEach((dataSet, row) => {
        for (let step = 0; step < count; step += 1) {
          rows[2 * step + 1] = powerW[row * count + step] ?? Number.NaN;
        }
        dataSet.resize([from + count, 2]);
        dataSet.write_slice(
          [
            [from, from + count],
            [0, 2],
          ],
          rows,
        );
      });
    });
  }

  async finish(): Promise<void> {
    this.#close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#close();
  }

  #close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#guarded(() => this.#file.close());
  }
}

function checkName({ resourceId, loadId }: BatchLoad): void {
  if (resourceId.includes("/") || resourceId === ".") {
    const rule = "HDF5 cannot hold it: take / out of it, or write CSV or Parquet";
    throw new InvalidValueError("resourceId", resourceId, rule);
  }
  if (/^load_[^/]+$/.test(loadId)) return;
  const rule = "the layout of HDF5 wants load_<n>: rename it, or write CSV or Parquet";
  throw new InvalidValueError("loadId", loadId, rule);
}
