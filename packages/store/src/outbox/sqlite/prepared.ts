import type { Statement } from "better-sqlite3";

/** What SQLite takes as a parameter. */
export type SqlValue = string | number | null | Uint8Array;

/** A statement that was compiled once: its parameters in order, and a row of its result. */
export type Prepared<Parameters extends readonly SqlValue[], Row = unknown> = Statement<
  [...Parameters],
  Row
>;
