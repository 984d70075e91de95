export type { ApiOperation } from "./api-operation.ts";
export {
  encodeFlatReport,
  type FlatReportInput,
  flatClientName,
} from "./flat/encode-flat-report.ts";
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
export { type Problem, problemSchema } from "./problem.ts";
export { type SchemaIssue, schemaIssues } from "./schema-issues.ts";
