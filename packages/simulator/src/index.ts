export type { LoadSelection } from "./columns/load-selection.ts";
export type { LoadName, SimulatedColumns, SimulatedReading } from "./columns/simulated-columns.ts";
export { createSimulator, type SimulatorOptions } from "./create-simulator.ts";
export type { Command, CommandAction, CommandTargets } from "./demand-response/command.ts";
export type { CommandLogEntry } from "./demand-response/command-log.ts";
export type { EnergyRegister } from "./engine/energy-ledger.ts";
export { isNoSourceError, NoSourceError } from "./errors/no-source-error.ts";
export { isNotInitializedError, NotInitializedError } from "./errors/not-initialized-error.ts";
export { isUnknownResourceError, UnknownResourceError } from "./errors/unknown-resource-error.ts";
export { isUnknownVenError, UnknownVenError } from "./errors/unknown-ven-error.ts";
export { isWorldConflictError, WorldConflictError } from "./errors/world-conflict-error.ts";
export type { FleetSpec, FleetSpecInput } from "./fleet/fleet-spec.ts";
export { MeterDataSimulator } from "./meter-data-simulator.ts";
export type { MeterDataSimulatorOptions } from "./meter-data-simulator-options.ts";
export type { Meter, MeterContext, MeterModel, MeterTick } from "./meters/meter-model.ts";
export type { Recordings } from "./models/replay/replay-model.ts";
export type { Recording } from "./replay/recording.ts";
export type { ReadRange, Simulator } from "./simulator.ts";
export type {
  FleetCounts,
  SimulatorStatistics,
  StatusCounts,
  VenStatistics,
} from "./simulator-statistics.ts";
export { LOAD_KINDS } from "./synthetic/load-kind.ts";
export { type SyntheticMetersOptions, syntheticMeters } from "./synthetic/synthetic-meters.ts";
export { parseWeatherCsv } from "./weather/parse-weather-csv.ts";
export type { Place } from "./weather/place.ts";
export { syntheticWeather } from "./weather/synthetic-weather.ts";
export type { Weather } from "./weather/weather.ts";
export { weatherFromHours } from "./weather/weather-from-hours.ts";
export type { WeatherHours } from "./weather/weather-hours.ts";
