import { z } from "zod";

const hour = z.number().min(0).max(24);

/** It keeps the site from drawing and from exporting, as far as it can. */
const selfConsumptionSpec = z.strictObject({
  kind: z.literal("selfConsumption"),
  /** Loads of the same site that it makes up for, by their ids: all behind the site's connection. */
  follows: z.array(z.string().min(1).max(128)).min(1).max(64),
});

/** It charges when energy is cheap and discharges when it is dear, by the clock. */
const timeOfUseSpec = z.strictObject({
  kind: z.literal("timeOfUse"),
  /** From when until when it charges, hours of the local clock; over midnight if the first is later. */
  chargeFromH: hour.default(1),
  chargeToH: hour.default(5),
  /** From when until when it discharges. */
  dischargeFromH: hour.default(17),
  dischargeToH: hour.default(21),
  /** Loads of the same site: it discharges no more than they draw. With all its power if left out. */
  follows: z.array(z.string().min(1).max(128)).max(64).default([]),
});

/** A battery; positive power charges it. */
export const batterySpec = z.strictObject({
  model: z.literal("battery"),
  /** Energy between empty and full, Wh. What two hours of its power hold if left out. */
  capacityWh: z.number().min(1).max(1e8).optional(),
  /** Most power in both directions, at the meter, W. The rated power if left out. */
  powerW: z.number().min(1).max(1e8).optional(),
  /** It is never emptier than this, share of its capacity. */
  leastCharge: z.number().min(0).max(1).default(0.15),
  /** It is never fuller than this; above `leastCharge`. */
  mostCharge: z.number().min(0).max(1).default(0.95),
  /** Share of what it draws that is stored, cells and inverter together. */
  chargeEfficiency: z.number().min(0.5).max(1).default(0.95),
  /** Share of what leaves its store that reaches the meter. */
  dischargeEfficiency: z.number().min(0.5).max(1).default(0.95),
  /** What it does by itself. */
  plan: z
    .discriminatedUnion("kind", [selfConsumptionSpec, timeOfUseSpec])
    .prefault({ kind: "timeOfUse" }),
  /** Longest time from the end of what it was asked to when it goes back to its plan, s; each has its own. */
  longestRestartS: z.number().min(0).max(86_400).default(1_800),
});

/** See {@link batterySpec}. */
export type BatterySpec = z.infer<typeof batterySpec>;
