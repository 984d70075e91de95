import type { FlatReadingType } from "../flat/flat-report.ts";
import type { MeasuredQuantity } from "./measurement.ts";

/** How the flat dialect names a quantity, and in what unit it counts. */
export interface FlatQuantity {
  readonly readingType: FlatReadingType;
  /** The measurement's unit in one of the dialect's: 1_000 W in a kW. */
  readonly perUnit: number;
}

/** The flat dialect counts in kW, kWh, V, Hz and per cent. */
export const FLAT_QUANTITIES: Readonly<Record<MeasuredQuantity, FlatQuantity>> = {
  power: { readingType: "power", perUnit: 1_000 },
  energy: { readingType: "energy", perUnit: 1_000 },
  voltage: { readingType: "voltage", perUnit: 1 },
  frequency: { readingType: "frequency", perUnit: 1 },
  stateOfCharge: { readingType: "state_of_charge", perUnit: 1 },
};

/** The quantities by the dialect's names. */
export const QUANTITIES_OF_FLAT: ReadonlyMap<FlatReadingType, MeasuredQuantity> = new Map(
  Object.entries(FLAT_QUANTITIES).map(([quantity, { readingType }]) => [
    readingType,
    quantity as MeasuredQuantity,
  ]),
);
