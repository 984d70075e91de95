export { type HolidayCheck, LocalCalendar } from "./calendar/local-calendar.ts";
export type { LocalDay } from "./calendar/local-day.ts";
export type { ChannelColumns, ChannelReading } from "./channels/channel-columns.ts";
export { CHANNELS, type ChannelName } from "./channels/channel-name.ts";
export type { ChannelRange, ForecastOptions } from "./channels/channel-range.ts";
export type { LoadName } from "./columns/load-name.ts";
export type { LoadSelection } from "./columns/load-selection.ts";
export type { ReadOptions, ReadRange, TimeRange } from "./columns/read-range.ts";
export type { SimulatedColumns, SimulatedReading } from "./columns/simulated-columns.ts";
export { createSimulator, type SimulatorOptions } from "./create-simulator.ts";
export type { Delivery } from "./delivery/delivery.ts";
export type { Command, CommandAction, CommandTargets } from "./demand-response/command.ts";
export type { CommandLogEntry } from "./demand-response/command-log.ts";
export type { EnergyRegister } from "./engine/energy-ledger.ts";
export { isNoSourceError, NoSourceError } from "./errors/no-source-error.ts";
export { isNotInitializedError, NotInitializedError } from "./errors/not-initialized-error.ts";
export { isUnknownResourceError, UnknownResourceError } from "./errors/unknown-resource-error.ts";
export { isUnknownVenError, UnknownVenError } from "./errors/unknown-ven-error.ts";
export { isWorldConflictError, WorldConflictError } from "./errors/world-conflict-error.ts";
export type { Fault } from "./faults/fault.ts";
export type { FaultLogEntry } from "./faults/fault-log.ts";
export type { Injection } from "./faults/injection.ts";
export { USUAL_KINDS } from "./fleet/catalogue-model.ts";
export { fleetJsonSchema } from "./fleet/fleet-json-schema.ts";
export { fleetResources } from "./fleet/fleet-resources.ts";
export type { FleetSpec, FleetSpecInput } from "./fleet/fleet-spec.ts";
export { fleetSpecOf } from "./fleet/fleet-spec-of.ts";
export { type ParseFleetOptions, parseFleet } from "./fleet/parse-fleet.ts";
export { FLEET_PRESETS, type FleetPreset, fleetPreset } from "./fleet/presets/fleet-preset.ts";
export type { FleetToSimulate } from "./fleet/read-fleet.ts";
export { usualSite } from "./fleet/usual-site.ts";
export { SITE_TYPES, type SiteType } from "./fleets/site-type.ts";
export type { MeterSpec } from "./measurement/meter-spec.ts";
export { READING_QUALITY, type ReadingQuality } from "./measurement/reading-quality.ts";
export { MeterDataSimulator } from "./meter-data-simulator.ts";
export type { MeterDataSimulatorOptions } from "./meter-data-simulator-options.ts";
export type { Meter, MeterContext, MeterModel, MeterTick } from "./meters/meter-model.ts";
export { type SyntheticMetersOptions, syntheticMeters } from "./meters/synthetic-meters.ts";
export { LOAD_KINDS } from "./models/commercial/load-part.ts";
export type { Recordings } from "./models/replay/replay-model.ts";
export type { Recording } from "./replay/recording.ts";
export type { Simulator } from "./simulator.ts";
export type {
  FleetCounts,
  SimulatorStatistics,
  StatusCounts,
  VenStatistics,
} from "./simulator-statistics.ts";
export { type RestoreOptions, restoreSimulator } from "./snapshot/restore-simulator.ts";
export type { SimulatorSnapshot } from "./snapshot/simulator-snapshot.ts";
export type { PowerRows } from "./statistics/power-rows.ts";
export { householdShapeError, type RealismFigure, realismOf } from "./statistics/realism.ts";
export {
  REALISM_TARGETS,
  type RealismName,
  type RealismTarget,
} from "./statistics/realism-target.ts";
export { type NamedRows, rowsOfResources } from "./statistics/rows-of-resources.ts";
export { OPERATING_STATE, type OperatingState } from "./trace/operating-state.ts";
export { parseWeatherCsv } from "./weather/parse-weather-csv.ts";
export type { Place } from "./weather/place.ts";
export { syntheticWeather } from "./weather/synthetic-weather.ts";
export type { Weather } from "./weather/weather.ts";
export { weatherFromHours } from "./weather/weather-from-hours.ts";
export type { WeatherHours } from "./weather/weather-hours.ts";
