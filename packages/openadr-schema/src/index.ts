export type { ApiOperation } from "./api-operation.ts";
export { DATA_QUALITIES, type DataQuality } from "./enumerations/data-qualities.ts";
export type {
  EnumeratedName,
  EnumeratedValues,
  ValueRule,
} from "./enumerations/enumerated-values.ts";
export { EVENT_PAYLOAD_TYPES, type EventPayloadType } from "./enumerations/event-payload-types.ts";
export { OPERATING_STATES, type OperatingState } from "./enumerations/operating-states.ts";
export { PROGRAM_ATTRIBUTES, type ProgramAttribute } from "./enumerations/program-attributes.ts";
export { READING_TYPES, type ReadingType } from "./enumerations/reading-types.ts";
export {
  AGGREGATED_REPORT,
  REPORT_PAYLOAD_TYPES,
  type ReportPayloadType,
} from "./enumerations/report-payload-types.ts";
export { TARGET_TYPES, type TargetType } from "./enumerations/target-types.ts";
export { UNITS, type Unit } from "./enumerations/units.ts";
export {
  VEN_RESOURCE_ATTRIBUTES,
  type VenResourceAttribute,
} from "./enumerations/ven-resource-attributes.ts";
export {
  encodeFlatReport,
  type FlatReportInput,
  flatClientName,
} from "./flat/encode-flat-report.ts";
export { encodeFlatReportText } from "./flat/encode-flat-report-text.ts";
export {
  type FlatEvent,
  type FlatEventRequest,
  flatEventRequestSchema,
  flatEventSchema,
} from "./flat/flat-event.ts";
export {
  type FlatProgram,
  type FlatProgramRequest,
  flatProgramRequestSchema,
  flatProgramSchema,
} from "./flat/flat-program.ts";
export {
  FLAT_READING_TYPES,
  FLAT_REPORT_TYPES,
  type FlatInterval,
  type FlatPayload,
  type FlatReadingType,
  type FlatReport,
  type FlatReportType,
  flatReportSchema,
} from "./flat/flat-report.ts";
export {
  type FlatAttribute,
  type FlatResource,
  type FlatServiceLocation,
  flatResourceSchema,
} from "./flat/flat-resource.ts";
export { flatStartText } from "./flat/flat-start-text.ts";
export {
  type FlatVen,
  type FlatVenRequest,
  flatVenRequestSchema,
  flatVenSchema,
} from "./flat/flat-ven.ts";
export type { EventInterval } from "./intervals/event-interval.ts";
export { type ExpandIntervalsOptions, expandIntervals } from "./intervals/expand-intervals.ts";
export { isCancelledEvent } from "./intervals/is-cancelled-event.ts";
export type { EventTimeOptions } from "./intervals/place-intervals.ts";
export type { RandomStart } from "./intervals/random-start.ts";
export type {
  TimedEvent,
  TimedInterval,
  TimedPayload,
  TimedPeriod,
} from "./intervals/timed-event.ts";
export { type BuildTimelineOptions, buildTimeline } from "./intervals/timeline/build-timeline.ts";
export type {
  RankedEvent,
  RejectedEvent,
  Timeline,
  TimelineSegment,
  TimelineWindow,
} from "./intervals/timeline/timeline.ts";
export type {
  AdHocReport,
  AskedReport,
  ReportInterval,
  ReportObligation,
  ScheduledReport,
} from "./obligations/report-obligation.ts";
export {
  type ReportObligationsOptions,
  reportObligations,
} from "./obligations/report-obligations.ts";
export type { StartIntervalReading } from "./obligations/report-schedule.ts";
export {
  type DescriptorOf,
  isReportOnlyEvent,
  type ReportIntervals,
  type ReportingEvent,
  type RequestedReport,
} from "./obligations/reporting-event.ts";
export { OPENADR_VERSIONS, type OpenAdrVersion } from "./openadr-version.ts";
export {
  type CheckPayloadValuesOptions,
  checkPayloadValues,
  type PayloadValueIssue,
  type ValuesKind,
} from "./payload-values/check-payload-values.ts";
export { type Problem, problemSchema } from "./problem.ts";
export { decodeFlatReport } from "./reports/decode-flat-report.ts";
export { type DecodedMeasurements, decodeReport } from "./reports/decode-report.ts";
export {
  type EncodedFlatReports,
  encodeFlatReports,
  type FlatEnvelope,
} from "./reports/encode-flat-reports.ts";
export {
  type EncodedReportBytes,
  type EncodeReportBytesOptions,
  encodeReportBytes,
  type ReportOfColumns,
} from "./reports/encode-report-bytes.ts";
export { type EncodedReports, encodeReports } from "./reports/encode-reports.ts";
export {
  MEASURED_QUANTITIES,
  MEASUREMENT_ROLES,
  type MeasuredQuantity,
  type Measurement,
  type MeasurementRole,
} from "./reports/measurement.ts";
export type { ReportEnvelope, ReportRequestOf } from "./reports/report-envelope.ts";
export {
  reportResourceName,
  type SiteAndLoad,
  siteAndLoadOf,
} from "./reports/report-resource-name.ts";
export type { ReportTick } from "./reports/report-tick.ts";
export type { ReportWarning, ReportWarningKind } from "./reports/report-warning.ts";
export { ReportWorkspace } from "./reports/report-workspace.ts";
export { type SchemaIssue, schemaIssues } from "./schema-issues.ts";
export { type AddDurationOptions, addDuration } from "./time/add-duration.ts";
export { isInfiniteDuration } from "./time/calendar-span.ts";
export { compareDurations, isSameDuration } from "./time/compare-durations.ts";
export { formatDateTime, NOW_TEXTS, parseDateTime } from "./time/date-time.ts";
export {
  type Duration,
  type DurationInput,
  parseDuration,
  ZERO_DURATION,
} from "./time/duration.ts";
export { formatDuration } from "./time/format-duration.ts";
