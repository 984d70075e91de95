/** Options of every writer of readings. */
export interface WriteOptions {
  /** Is told after each batch how many readings are written. */
  readonly onProgress?: (readingCount: number) => void;
  /** Ends the writing; nothing of it stays. */
  readonly signal?: AbortSignal;
}

/** Options of the writers of tables. */
export interface TableWriteOptions extends WriteOptions {
  /**
   * `long`: a row per reading, with columns `timestamp`, `ven`, `meter`, `load`, `power` and, unless all
   * meters are perfect, `quality`: OK, MISSING, ESTIMATED or BAD. `wide`: a row per instant, with a column
   * `<meter>/<load>` per load.
   *
   * @defaultValue "long"
   */
  readonly layout?: "long" | "wide";
}

/** What was written. */
export interface WrittenFile {
  /** Path as it was given. */
  readonly file: string;
  /** Missing ones included. */
  readonly readingCount: number;
  readonly missingCount: number;
  readonly loadCount: number;
  readonly byteCount: number;
}
