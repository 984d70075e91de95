export { type DecodedEntry, decodeBatch } from "./delivery/decode-batch.ts";
export { type DeliveryStatus, STATUS_MARK, type TicksState } from "./delivery/delivery-status.ts";
export { downsampleReadings } from "./delivery/downsample-readings.ts";
export { outboxSinks, VTN_SINK } from "./delivery/outbox-sinks.ts";
export type { AcceptReadingsOptions, DrainOptions } from "./delivery/reading-delivery.ts";
export type { OnAmbiguous } from "./delivery/settlement-of.ts";
export type { VtnHealth, VtnState } from "./delivery/vtn-gate.ts";
export {
  type CommandingEvent,
  type EventCommands,
  type EventCommandsOptions,
  eventCommands,
} from "./demand-response/event-commands.ts";
export { isManagerClosedError, ManagerClosedError } from "./errors/manager-closed-error.ts";
export { isNoFleetError, NoFleetError } from "./errors/no-fleet-error.ts";
export { isNoReportEventError, NoReportEventError } from "./errors/no-report-event-error.ts";
export { MANAGER_LOG } from "./manager-log.ts";
export type { MeterSource } from "./meter-source.ts";
export {
  findQuotedEvent,
  type QuotedEvent,
  type QuotedEventOptions,
  quotedEventName,
  TELEMETRY_NAME,
} from "./profiles/find-quoted-event.ts";
export { peekQuotedEvent } from "./profiles/peek-quoted-event.ts";
export type { FlatVen, OpenAdrVen, RegisteredVen } from "./registered-ven.ts";
export type { FilteredReading } from "./reports/select-rows.ts";
export type { TickReport, VenTickReport } from "./reports/tick-report.ts";
export { VenManager } from "./ven-manager.ts";
export type { VenManagerOptions } from "./ven-manager-options.ts";
