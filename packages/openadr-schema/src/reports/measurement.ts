import type { DataQuality } from "../enumerations/data-qualities.ts";

/** What a measurement measures, and the unit of its `value`. */
export const MEASURED_QUANTITIES = {
  power: "W",
  energy: "Wh",
  voltage: "V",
  frequency: "Hz",
  /** 0 to 100. */
  stateOfCharge: "%",
} as const;

/** What a measurement measures; see {@link MEASURED_QUANTITIES}. */
export type MeasuredQuantity = keyof typeof MEASURED_QUANTITIES;

/** What a measurement stands for. */
export const MEASUREMENT_ROLES = ["usage", "demand", "baseline", "deviation"] as const;

/** What a measurement stands for; see {@link MEASUREMENT_ROLES}. */
export type MeasurementRole = (typeof MEASUREMENT_ROLES)[number];

/** One value of one load at one time: what every report format carries, each in its own way. */
export interface Measurement {
  /** Name of the site, such as `Murphy's Pub`. */
  readonly resourceName: string;
  /** A part of the site, such as `load_0`. */
  readonly loadId?: string;
  /** The site's id; only the flat dialect carries it. */
  readonly resourceId?: string;
  readonly quantity: MeasuredQuantity;
  readonly role: MeasurementRole;
  /** Epoch milliseconds. */
  readonly startAtMs: number;
  /** ms; 0: an instant. Left out: not said. */
  readonly durationMs?: number;
  /** In the unit of its quantity; positive power imports from the grid. */
  readonly value: number;
  /** How it was obtained, such as `DIRECT_READ`. */
  readonly readingType?: string;
  /** What speaks for or against the value. Left out: not said. */
  readonly quality?: DataQuality;
}
