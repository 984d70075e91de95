import type { FlatEvent, FlatProgram, FlatResource, FlatVen } from "@ven/openadr-schema";
import type { FlatStoredReport } from "../flat/flat-report-record.ts";
import type { VtnCore } from "../vtn-core.ts";

/** What a mock VTN holds of the flat dialect. */
export interface FlatObjects {
  readonly vens: readonly FlatVen[];
  readonly resources: readonly FlatResource[];
  readonly programs: readonly FlatProgram[];
  readonly events: readonly FlatEvent[];
  /** The newest reports, oldest first; read anew from their text each time. */
  readonly reports: readonly FlatStoredReport[];
  /** How many reports were ever accepted. */
  readonly reportCount: number;
  /** Calls back with each report when it is stored; returns a function that stops it. */
  onReport(callback: (report: FlatStoredReport) => void): () => void;
}

/** The look at them. */
export function flatObjects({ flat, flatReports }: VtnCore): FlatObjects {
  return {
    get vens() {
      return [...flat.vens.values()].map(({ ven }) => ven);
    },
    get resources() {
      return flat.resources();
    },
    get programs() {
      return [...flat.programs.values()];
    },
    get events() {
      return [...flat.events.values()];
    },
    get reports() {
      return [...flat.reports.values()].map(({ report }) => report);
    },
    get reportCount() {
      return flat.reportCount;
    },
    onReport: (callback) => flatReports.add(callback),
  };
}
