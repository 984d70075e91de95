export { eachOfMany } from "./async/each-of-many.ts";
export { checkKnownKeys, type KeysOf } from "./errors/check-known-keys.ts";
export { describeError } from "./errors/describe-error.ts";
export { InvalidValueError, isInvalidValueError } from "./errors/invalid-value-error.ts";
export { isVenError, VenError, type VenErrorOptions } from "./errors/ven-error.ts";
export {
  defineFleet,
  type FleetDefinition,
  type FleetInput,
  type LoadInput,
  type ResourceInput,
} from "./fleet/fleet-definition.ts";
export type { Load } from "./fleet/load.ts";
export type { GeoLocation, Resource } from "./fleet/resource.ts";
export {
  fleetSource,
  type ResourceSource,
  type ResourceSourceReadOptions,
} from "./fleet/resource-source.ts";
export { RESOURCE_STATUSES, ResourceStatus } from "./fleet/resource-status.ts";
export type { Ven } from "./fleet/ven.ts";
export type { Brand } from "./ids/brand.ts";
export { LoadId } from "./ids/load-id.ts";
export { gsrnCheckDigit, MeterPointId } from "./ids/meter-point-id.ts";
export { ResourceId } from "./ids/resource-id.ts";
export { VenId } from "./ids/ven-id.ts";
export { VtnVenId } from "./ids/vtn-ven-id.ts";
export type { LogFields, Logger } from "./logging/logger.ts";
export { type QuietLogger, quietRepeats, REPEATED_LOG } from "./logging/quiet-repeats.ts";
export { silentLogger } from "./logging/silent-logger.ts";
export { Draws } from "./random/draws.ts";
export { type KeyedRandom, keyedRandom } from "./random/keyed-random.ts";
export { mixedPlace, mixedWord, streamWord } from "./random/mixed-word.ts";
export { philox4x32 } from "./random/philox.ts";
export { systemRandom } from "./random/system-random.ts";
export { type TextKey, textKey } from "./random/text-key.ts";
export type { MeterReading, ResourceMeterData } from "./readings/meter-reading.ts";
export { kilowatts } from "./readings/power-units.ts";
export type {
  NamedColumns,
  NamedLayout,
  NamedResource,
  ReadingColumns,
  ReadingLayout,
} from "./readings/reading-columns.ts";
export type { ReadingSink } from "./readings/reading-sink.ts";
export { nearestName } from "./text/nearest-name.ts";
export type { Cancel, Clock } from "./time/clock.ts";
export { type ScaledClockOptions, scaledClock } from "./time/scaled-clock.ts";
export { sleep } from "./time/sleep.ts";
export { type SteppedClockOptions, steppedClock } from "./time/stepped-clock.ts";
export { systemClock } from "./time/system-clock.ts";
