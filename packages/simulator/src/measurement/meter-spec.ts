import { z } from "zod";
import { gapsSpec } from "./gaps.ts";

/** How far the gain of a meter of each class may be off: IEC 62053 classes, and those of the MID. */
export const ACCURACY_LIMITS = {
  perfect: 0,
  0.2: 0.002,
  0.5: 0.005,
  1: 0.01,
  2: 0.02,
  A: 0.02,
  B: 0.01,
  C: 0.005,
} as const;

/** What the meters of loads do to the truth. Nothing, if nothing is given. */
export const meterSpec = z.strictObject({
  /** Each meter shows too much or too little by a share of its own, always the same, within its class. */
  accuracyClass: z.literal(["perfect", 0.2, 0.5, 1, 2, "A", "B", "C"]).default("perfect"),
  /** Standard deviation of each reading of power at an instant, W; means over a time have none. */
  noiseW: z.number().min(0).max(1e6).default(0),
  /** Powers are shown in multiples of this, W: whole tenths of a watt. */
  powerStepW: z
    .number()
    .min(0.1)
    .max(1e6)
    // Not multipleOf: 0.3 is none of 0.1 in floating point, and readers of the JSON Schema differ on it.
    .refine(isWholeTenths, "give whole tenths of a watt")
    .default(0.1),
  /** Registers are shown in multiples of this, Wh. */
  registerStepWh: z.number().int().min(1).max(1e6).default(1),
  /**
   * Standard deviation of how fast the meters' clocks gain, parts per million. A reading is of a moment
   * before that which it carries, never of one that is still to come.
   */
  clockDriftPpm: z.number().min(0).max(10_000).default(0),
  /** How often clocks are set right, s. */
  clockSetEveryS: z.number().int().min(60).max(31_536_000).default(86_400),
  gaps: gapsSpec.optional(),
});

/** See {@link meterSpec}. */
export type MeterSpec = z.infer<typeof meterSpec>;

function isWholeTenths(powerW: number): boolean {
  return Math.round(powerW * 10) / 10 === powerW;
}
