import { type FileHandle, open } from "node:fs/promises";
import { qualityOf } from "../measurement/reading-quality.ts";
import { checkedLayout } from "./checked-layout.ts";
import { powerText } from "./power-text.ts";
import type { ReadingBatch, ReadingBatches } from "./reading-batch.ts";
import { wideColumn } from "./wide-column.ts";
import { type BatchWriter, writeBatches } from "./write-batches.ts";
import type { TableWriteOptions, WrittenFile } from "./write-options.ts";

/** Characters that are gathered before they are written. */
const FLUSH_CHARACTERS = 1_048_576;

const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/**
 * Writes readings as CSV: instants in ISO 8601 (UTC), powers in W, an empty cell for a missing reading;
 * rows by time; unless all meters are perfect, the long layout tells the quality of each.
 * `openCsvReplay` reads it with `{ unit: "W", timestamps: { column: "timestamp", format:
 * "iso" } }` and the same layout.
 *
 * @throws {OutputFileError} if the file cannot be written; nothing of it stays then
 */
export function writeCsv(
  file: string,
  batches: ReadingBatches,
  options: TableWriteOptions = {},
): Promise<WrittenFile> {
  const layout = checkedLayout(options.layout);
  return writeBatches(file, batches, options, (path, first) => CsvWriter.open(path, first, layout));
}

class CsvWriter implements BatchWriter {
  readonly #handle: FileHandle;
  readonly #isLong: boolean;
  readonly #hasQuality: boolean;
  /** What stands before the power of each load: in the long layout its names, else the comma. */
  readonly #prefixes: readonly string[];
  #text: string;

  private constructor(handle: FileHandle, first: ReadingBatch, layout: "long" | "wide") {
    this.#handle = handle;
    this.#isLong = layout === "long";
    this.#hasQuality = this.#isLong && first.quality !== undefined;
    const names = Array.from(first.loads, (_, row) => first.name(row));
    this.#prefixes = names.map(({ venId, resourceId, loadId }) =>
      this.#isLong ? `,${[venId, resourceId, loadId].map(cell).join(",")},` : ",",
    );
    const columns = this.#isLong
      ? ["ven", "meter", "load", "power", ...(this.#hasQuality ? ["quality"] : [])]
      : names.map((name) => cell(wideColumn(name)));
    this.#text = `${["timestamp", ...columns].join(",")}\n`;
  }

  static async open(
    path: string,
    first: ReadingBatch,
    layout: "long" | "wide",
  ): Promise<CsvWriter> {
    return new CsvWriter(await open(path, "wx"), first, layout);
  }

  async write({ timestampMs, powerW, quality }: ReadingBatch): Promise<void> {
    const prefixes = this.#prefixes;
    const count = timestampMs.length;
    for (let step = 0; step < count; step += 1) {
      const instant = new Date(timestampMs[step] ?? 0).toISOString();
      let lines = this.#isLong ? "" : instant;
      for (let row = 0; row < prefixes.length; row += 1) {
        const place = row * count + step;
        const value = powerW[place] ?? Number.NaN;
        const power = powerText(value);
        const last = this.#hasQuality ? `,${qualityOf(value, quality?.[place])}` : "";
        lines += this.#isLong ? `${instant}${prefixes[row]}${power}${last}\n` : `,${power}`;
      }
      this.#text += this.#isLong ? lines : `${lines}\n`;
      if (this.#text.length >= FLUSH_CHARACTERS) await this.#flush();
    }
  }

  async finish(): Promise<void> {
    await this.#flush();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#handle.close();
  }

  async #flush(): Promise<void> {
    const text = this.#text;
    this.#text = "";
    await this.#handle.appendFile(text);
  }
}

function cell(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
