import type { NamedColumns } from "@ven/core";

/** Readings of one tick of a VEN. */
export interface ReportTick {
  readonly columns: NamedColumns;
  /** Which rows to report. @defaultValue all */
  readonly rows?: Uint32Array;
}
