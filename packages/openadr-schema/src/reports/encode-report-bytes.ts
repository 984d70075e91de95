import { InvalidValueError, type NamedLayout } from "@ven/core";
import { checkOpenAdrVersion } from "../check-openadr-version.ts";
import type { OpenAdrVersion } from "../openadr-version.ts";
import { type EncodedReadings, encodeTick } from "./encode-tick.ts";
import { encodeTicks } from "./encode-ticks.ts";
import { envelopeProperties, type ReportEnvelope } from "./report-envelope.ts";
import { reportRows } from "./report-rows.ts";
import type { ReportTick } from "./report-tick.ts";
import type { ReportWarning } from "./report-warning.ts";
import { ReportWorkspace } from "./report-workspace.ts";
import { type SlotWords, type TooNarrow, USUAL_SLOTS, widen } from "./slot-words.ts";

/** What a report says besides its values, and the values as columns: of one tick or of several. */
export type ReportOfColumns<Version extends OpenAdrVersion> = ReportEnvelope<Version> &
  (ReportTick | { readonly ticks: readonly ReportTick[] });

/** A report as the bytes of its JSON. */
export interface EncodedReportBytes {
  /**
   * The body of `POST /reports`. Without a workspace it is the caller's own; with one it is to be read
   * alone, and until it is released.
   */
  readonly body: Uint8Array;
  /** How many readings are in it. */
  readonly readingCount: number;
  /**
   * One per reading that was there and is left out; `path` is `rows[<row>]`, or `ticks[<tick>].rows[<row>]`
   * where there are several ticks.
   */
  readonly warnings: readonly ReportWarning[];
}

/** How a report is encoded. */
export interface EncodeReportBytesOptions {
  /** For who encodes many: what one report leaves for the next. @defaultValue nothing is kept */
  readonly workspace?: ReportWorkspace;
}

const encoder = new TextEncoder();

/** What all readings of these columns are: instantaneous power. */
const DESCRIPTORS = JSON.stringify([
  {
    objectType: "REPORT_PAYLOAD_DESCRIPTOR",
    payloadType: "READING",
    readingType: "DIRECT_READ",
    units: "KW",
  },
]);

/**
 * The JSON of a report of instantaneous power, straight from columns to bytes: it parses to the report
 * that `encodeReports` makes of the same readings.
 *
 * The fast path: what a row says besides its instant and its power is written once per layout and kept,
 * and spaces around the numbers hold the rest in its place.
 *
 * Of several ticks, each load has an interval per tick that has a reading of it; loads are in the order
 * of the layout.
 *
 * @throws {InvalidValueError} if there is no tick, or the ticks are of several layouts
 */
export function encodeReportBytes<Version extends OpenAdrVersion>(
  version: Version,
  report: ReportOfColumns<Version>,
  options: EncodeReportBytesOptions = {},
): EncodedReportBytes {
  checkOpenAdrVersion(version);
  const { workspace = new ReportWorkspace() } = options;
  const said = report as ReportOfColumns<OpenAdrVersion>;
  const ticks = "ticks" in said ? said.ticks : [said];
  const layout = layoutOf(ticks);
  const properties = JSON.stringify(envelopeProperties(version, said)).slice(0, -1);
  const envelope = encoder.encode(
    `${properties},"payloadDescriptors":${DESCRIPTORS},"resources":[`,
  );
  const lendsImages = options.workspace !== undefined;
  for (let slots: SlotWords = USUAL_SLOTS; ; ) {
    const warnings: ReportWarning[] = [];
    const using = {
      envelope,
      reportRows: reportRows(layout, slots),
      workspace,
      lendsImages,
      warnings,
    };
    const encoded = encodeReadings(ticks, using);
    if (typeof encoded !== "string") return { ...encoded, warnings };
    slots = widen(slots, encoded);
  }
}

function encodeReadings(
  ticks: readonly ReportTick[],
  using: Parameters<typeof encodeTick>[1],
): EncodedReadings | TooNarrow {
  const [first] = ticks;
  const isOne = ticks.length === 1 && first !== undefined;
  return isOne ? encodeTick(first, using) : encodeTicks(ticks, using);
}

function layoutOf(ticks: readonly ReportTick[]): NamedLayout {
  const layout = ticks[0]?.columns.layout;
  if (layout === undefined) throw new InvalidValueError("ticks", ticks, "give at least one");
  const other = ticks.findIndex(({ columns }) => columns.layout !== layout);
  if (other < 0) return layout;
  const subject = `ticks[${other}].columns.layout`;
  throw new InvalidValueError(subject, "(another)", "give ticks of one and the same layout");
}
