import type { FlatReport } from "@ven/openadr-schema";
import { textOf } from "../http/read-json.ts";
import { ownedBytes } from "../store/owned-bytes.ts";
import type { IndexedRecord } from "../store/record-index.ts";

/** A flat report as the VTN gives it. */
export type FlatStoredReport = FlatReport & { readonly id: string };

/** A flat report, kept as the JSON text that came. */
export class FlatReportRecord implements IndexedRecord {
  readonly id: string;
  readonly venId: string;
  readonly resourceId: string | undefined;
  readonly #bytes: Uint8Array;

  constructor(id: string, report: FlatReport, bytes: Uint8Array) {
    this.id = id;
    this.venId = report.ven_id;
    this.resourceId = report.resource_id;
    this.#bytes = ownedBytes(bytes);
  }

  get byteLength(): number {
    return this.#bytes.byteLength;
  }

  get report(): FlatStoredReport {
    return { ...(JSON.parse(textOf(this.#bytes)) as FlatReport), id: this.id };
  }
}
