import type { OpenAdrVersion } from "../openadr-version.ts";
import { checkPayloadValues } from "../payload-values/check-payload-values.ts";
import type { MeasuredQuantity, MeasurementRole } from "./measurement.ts";

/** How one kind of measurement goes into a report of 3.x. */
export interface PayloadMapping {
  readonly quantity: MeasuredQuantity;
  readonly role: MeasurementRole;
  readonly payloadType: string;
  readonly units: string;
  /** The measurement's unit in one of `units`: 1_000 W in a KW. */
  readonly perUnit: number | Readonly<Record<OpenAdrVersion, number>>;
}

/**
 * The kinds of measurements that 3.x has a payload for. Instantaneous power is READING, as USAGE is
 * energy and DEMAND is power over an interval and never negative. `DELTA_POWER` and `HZ` are private
 * names: the specification has no deviation of power and no hertz.
 */
export const PAYLOAD_MAPPINGS: readonly PayloadMapping[] = [
  { quantity: "power", role: "usage", payloadType: "READING", units: "KW", perUnit: 1_000 },
  { quantity: "power", role: "demand", payloadType: "DEMAND", units: "KW", perUnit: 1_000 },
  { quantity: "power", role: "baseline", payloadType: "BASELINE", units: "KW", perUnit: 1_000 },
  { quantity: "power", role: "deviation", payloadType: "DELTA_POWER", units: "KW", perUnit: 1_000 },
  { quantity: "energy", role: "usage", payloadType: "USAGE", units: "KWH", perUnit: 1_000 },
  { quantity: "energy", role: "baseline", payloadType: "BASELINE", units: "KWH", perUnit: 1_000 },
  {
    quantity: "energy",
    role: "deviation",
    payloadType: "DELTA_USAGE",
    units: "KWH",
    perUnit: 1_000,
  },
  { quantity: "voltage", role: "usage", payloadType: "READING", units: "VOLTS", perUnit: 1 },
  { quantity: "frequency", role: "usage", payloadType: "READING", units: "HZ", perUnit: 1 },
  {
    quantity: "stateOfCharge",
    role: "usage",
    payloadType: "STORAGE_CHARGE_LEVEL",
    units: "PERCENT",
    // 3.1.0 counts per cent from -1 to 1 (Definition, "Unit Enumerations"); 3.0.1 says "%".
    perUnit: { "3.0.1": 1, "3.1.0": 100 },
  },
];

/** How many of the measurement's unit one of the payload's units is in a version. */
export function perUnitOf({ perUnit }: PayloadMapping, version: OpenAdrVersion): number {
  return typeof perUnit === "number" ? perUnit : perUnit[version];
}

/** Whether the enumerations let a payload of this mapping have a value, which is in its units. */
export function isValueOf(
  mapping: PayloadMapping,
  version: OpenAdrVersion,
  value: number,
): boolean {
  const { payloadType: type, units } = mapping;
  return checkPayloadValues("report", { type, values: [value] }, { version, units }).length === 0;
}

/** The payload of a kind of measurement; `undefined` if 3.x has none. */
export function mappingOf(
  quantity: MeasuredQuantity,
  role: MeasurementRole,
): PayloadMapping | undefined {
  return PAYLOAD_MAPPINGS.find((known) => known.quantity === quantity && known.role === role);
}

/** The kind of measurement that a payload is of; `undefined` if none. */
export function mappingOfPayload(
  payloadType: string,
  units: string | null | undefined,
): PayloadMapping | undefined {
  const ofType = PAYLOAD_MAPPINGS.filter((known) => known.payloadType === payloadType);
  // What has one unit only may leave it unsaid.
  if (units === undefined || units === null) return ofType.length === 1 ? ofType[0] : undefined;
  return ofType.find((known) => known.units === units);
}
