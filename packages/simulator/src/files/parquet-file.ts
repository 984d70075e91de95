import { type FileHandle, open } from "node:fs/promises";
import type { ColumnSource, ParquetWriter } from "hyparquet-writer";

/** One column of a {@link ParquetFile}. */
export interface ParquetFileColumn {
  readonly name: string;
  readonly type: "timestamp" | "text" | "power";
}

type Schema = ConstructorParameters<typeof ParquetWriter>[0]["schema"];

const ELEMENTS = {
  timestamp: {
    type: "INT64",
    converted_type: "TIMESTAMP_MILLIS",
    logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" },
    repetition_type: "REQUIRED",
  },
  text: {
    type: "BYTE_ARRAY",
    converted_type: "UTF8",
    logical_type: { type: "STRING" },
    repetition_type: "REQUIRED",
  },
  power: { type: "DOUBLE", repetition_type: "OPTIONAL" },
} as const;

/** A Parquet file that is written row group by row group: none stays in memory. */
export class ParquetFile implements AsyncDisposable {
  readonly #handle: FileHandle;
  readonly #writer: ParquetWriter;

  private constructor(handle: FileHandle, writer: ParquetWriter) {
    this.#handle = handle;
    this.#writer = writer;
  }

  /** Begins a file with these columns, where there is none yet. */
  static async open(path: string, columns: readonly ParquetFileColumn[]): Promise<ParquetFile> {
    // Loaded only here: it is an ES module, which CommonJS of an older Node cannot require.
    const { ByteWriter, ParquetWriter } = await import("hyparquet-writer");
    const handle = await open(path, "wx");
    const bytes = new ByteWriter();
    const flush = async () => {
      const chunk = new Uint8Array(bytes.buffer, 0, bytes.index);
      bytes.index = 0;
      await handle.appendFile(chunk);
    };
    const writer = Object.assign(bytes, { flush, finish: flush });
    const schema: Schema = [
      { name: "root", num_children: columns.length },
      ...columns.map(({ name, type }) => ({ name, ...ELEMENTS[type] })),
    ];
    return new ParquetFile(handle, new ParquetWriter({ writer, schema, createdBy: "ven" }));
  }

  /** Writes one row group: the values of each column, in the order of the columns. */
  async writeGroup(columnData: ColumnSource[]): Promise<void> {
    const rowGroupSize = Math.max(1, columnData[0]?.data.length ?? 0);
    await this.#writer.write({ columnData, rowGroupSize });
  }

  async finish(): Promise<void> {
    await this.#writer.finish();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#handle.close();
  }
}
