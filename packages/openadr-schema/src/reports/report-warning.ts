/** What a report format cannot carry, or what a report says that has no place in a measurement. */
export type ReportWarningKind =
  /** The value is no finite number; left out. */
  | "valueNotFinite"
  /** The time is outside the years 1970 to 9999; left out. */
  | "timeOutOfRange"
  /** The duration is no number of ms from 0 up, or ends past the year 9999; left out. */
  | "durationOutOfRange"
  /** `<site>/<load>` is empty or over 128 characters, or the load's id has a `/`; left out. */
  | "nameNotCarried"
  /** The format has no payload for this quantity in this role; left out. */
  | "noPayloadType"
  /**
   * The payload type has no such value: USAGE and DEMAND are 0 or more, a state of charge 0 to 100 %.
   * Left out of a report that is written; kept of one that is read.
   */
  | "valueOutOfRange"
  /** The id of a resource does not go on the wire of 3.x; dropped. */
  | "resourceIdNotCarried"
  /** The flat dialect has no data quality; dropped. */
  | "qualityNotCarried"
  /**
   * How a value was obtained: the flat dialect does not say, or two descriptors of its payload type
   * differ; dropped.
   */
  | "readingTypeNotCarried"
  /** The flat dialect cuts the start to whole seconds. */
  | "startCut"
  /** The accuracy or confidence of a payload descriptor has no place; dropped. */
  | "accuracyNotCarried"
  /** No measurement is of this payload type in these units; left out. */
  | "payloadNotKnown"
  /** A payload has another number of values than one, or one that is no number; left out. */
  | "valueNotOne"
  /** It cannot be told when an interval begins or ends, or it never begins; left out. */
  | "noStart"
  /** An interval never ends; its duration is dropped. */
  | "endless"
  /** The start of a period may be shifted at random, by how much is not said; the bound is dropped. */
  | "randomStartNotCarried";

/** Something that was not carried over. */
export interface ReportWarning {
  readonly kind: ReportWarningKind;
  /** Where, such as `measurements[3]` or `resources[0].intervals[1].payloads[0]`. */
  readonly path: string;
  /** The value that it is about, as text; at most 200 characters. */
  readonly detail: string;
}

/** Makes a {@link ReportWarning}. */
export function reportWarning(
  kind: ReportWarningKind,
  path: string,
  detail: unknown,
): ReportWarning {
  const text = typeof detail === "string" ? detail : (JSON.stringify(detail) ?? String(detail));
  return { kind, path, detail: text.slice(0, 200) };
}
