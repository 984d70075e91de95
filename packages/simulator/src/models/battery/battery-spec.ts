import { z } from "zod";

const hour = z.number().min(0).max(24);

/** It keeps the site from drawing and from exporting, as far as it can. */
const selfConsumptionSpec = z.strictObject({
  kind: z.literal("selfConsumption"),
  follows: z
    .array(z.string().min(1).max(128))
    .min(1)
    .max(64)
    .describe(
      "Loads of the same site that it makes up for, by their ids: all behind the site's connection.",
    ),
});

/** It charges when energy is cheap and discharges when it is dear, by the clock. */
const timeOfUseSpec = z.strictObject({
  kind: z.literal("timeOfUse"),
  chargeFromH: hour
    .default(1)
    .describe(
      "From when it charges, hours of the local clock; over midnight if this is after chargeToH.",
    ),
  chargeToH: hour.default(5).describe("Until when it charges, hours of the local clock."),
  dischargeFromH: hour
    .default(17)
    .describe(
      "From when it discharges, hours of the local clock; over midnight if this is after dischargeToH.",
    ),
  dischargeToH: hour.default(21).describe("Until when it discharges, hours of the local clock."),
  follows: z
    .array(z.string().min(1).max(128))
    .max(64)
    .default([])
    .describe(
      "Loads of the same site: it discharges no more than they draw. With all its power if left out.",
    ),
});

/** A battery; positive power charges it. */
export const batterySpec = z.strictObject({
  model: z.literal("battery"),
  capacityWh: z
    .number()
    .min(1)
    .max(1e8)
    .optional()
    .describe("Energy between empty and full, Wh. What two hours of its power hold if left out."),
  powerW: z
    .number()
    .min(1)
    .max(1e8)
    .optional()
    .describe("Most power in both directions, at the meter, W. The rated power if left out."),
  leastCharge: z
    .number()
    .min(0)
    .max(1)
    .default(0.15)
    .describe("It is never emptier than this, share of its capacity."),
  mostCharge: z
    .number()
    .min(0)
    .max(1)
    .default(0.95)
    .describe("It is never fuller than this; above leastCharge."),
  chargeEfficiency: z
    .number()
    .min(0.5)
    .max(1)
    .default(0.95)
    .describe("Share of what it draws that is stored, cells and inverter together."),
  dischargeEfficiency: z
    .number()
    .min(0.5)
    .max(1)
    .default(0.95)
    .describe("Share of what leaves its store that reaches the meter."),
  plan: z
    .discriminatedUnion("kind", [selfConsumptionSpec, timeOfUseSpec])
    .prefault({ kind: "timeOfUse" })
    .describe("What it does by itself."),
  longestRestartS: z
    .number()
    .min(0)
    .max(86_400)
    .default(1_800)
    .describe(
      "Longest time from the end of what it was asked to when it charges again, s; each has its own.",
    ),
});

/** See {@link batterySpec}. */
export type BatterySpec = z.infer<typeof batterySpec>;
