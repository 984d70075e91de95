import { setImmediate } from "node:timers/promises";
import { InvalidValueError } from "@ven/core";
import type { ReadingBatch, ReadingBatches } from "./reading-batch.ts";
import { writeAtomically } from "./write-atomically.ts";
import type { WriteOptions, WrittenFile } from "./write-options.ts";

/** Writes batches in one format. */
export interface BatchWriter extends AsyncDisposable {
  write(batch: ReadingBatch): Promise<void>;
  /** Writes what is due at the end. Disposing comes after it, or instead of it. */
  finish(): Promise<void>;
}

/**
 * Writes all batches to a file that is there in the end, or not at all.
 *
 * @param openWriter - begins a file at a path, for batches like the first
 * @throws {InvalidValueError} if there is no batch, or one has other loads than the first
 */
export async function writeBatches(
  file: string,
  batches: ReadingBatches,
  { signal, onProgress }: WriteOptions,
  openWriter: (path: string, first: ReadingBatch) => Promise<BatchWriter>,
): Promise<WrittenFile> {
  signal?.throwIfAborted();
  const counts = { readingCount: 0, missingCount: 0, loadCount: 0 };
  const { byteCount } = await writeAtomically(file, async (path) => {
    let writer: BatchWriter | undefined;
    try {
      for await (const batch of batches) {
        signal?.throwIfAborted();
        if (writer === undefined) {
          writer = await openWriter(path, batch);
          counts.loadCount = batch.loads.length;
        }
        checkLoads(batch, counts.loadCount);
        await writer.write(batch);
        counts.readingCount += batch.powerW.length;
        counts.missingCount += missingIn(batch);
        onProgress?.(counts.readingCount);
        // Batches may be made without ever waiting: let signals come through.
        await setImmediate();
      }
      signal?.throwIfAborted();
      if (writer === undefined) {
        throw new InvalidValueError("batches", "", "there is none; widen the range");
      }
      await writer.finish();
    } finally {
      await writer?.[Symbol.asyncDispose]();
    }
  });
  return { file, ...counts, byteCount };
}

function checkLoads({ loads, timestampMs, powerW }: ReadingBatch, loadCount: number): void {
  if (loads.length !== loadCount) {
    throw new InvalidValueError("batch loads", loads.length, `the first batch has ${loadCount}`);
  }
  if (powerW.length === loads.length * timestampMs.length) return;
  const rule = "give one for each load and instant";
  throw new InvalidValueError("batch powerW", powerW.length, rule);
}

function missingIn({ powerW }: ReadingBatch): number {
  let count = 0;
  for (const power of powerW) if (Number.isNaN(power)) count += 1;
  return count;
}
