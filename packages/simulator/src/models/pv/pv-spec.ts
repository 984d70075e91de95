import { z } from "zod";

/** Solar panels and their inverter; power is negative, as it is exported. */
export const pvSpec = z.strictObject({
  model: z.literal("pv"),
  peakW: z
    .number()
    .positive()
    .max(1e9)
    .optional()
    .describe(
      'Power of the panels at standard test conditions ("kWp"), W. The rated power if left out.',
    ),
  tiltDeg: z
    .number()
    .min(0)
    .max(90)
    .default(35)
    .describe("How far the panels are off level, degrees; 90 is upright."),
  azimuthDeg: z
    .number()
    .min(0)
    .max(360)
    .default(180)
    .describe("Where they look, degrees clockwise from north; 180 is south."),
  tiltSpreadDeg: z
    .number()
    .min(0)
    .max(45)
    .default(0)
    .describe("By how much the tilt of each site may differ from tiltDeg, degrees."),
  azimuthSpreadDeg: z
    .number()
    .min(0)
    .max(180)
    .default(0)
    .describe("By how much the azimuth of each site may differ from azimuthDeg, degrees."),
  losses: z
    .number()
    .min(0)
    .max(0.99)
    .default(0.14)
    .describe(
      "Share that is lost to dirt, shade, mismatch, wires, age and standstill, 0 to 1. The default is that of PVWatts version 5.",
    ),
  dcAcRatio: z
    .number()
    .min(0.2)
    .max(5)
    .default(1.1)
    .describe("Peak power over what the inverter can give; it gives no more."),
  temperatureCoefficientPerK: z
    .number()
    .min(-0.01)
    .max(0)
    .default(-0.0035)
    .describe(
      "Change of power with the temperature of the cells, per K; -0.0035 is usual for silicon.",
    ),
});

/** See {@link pvSpec}. */
export type PvSpec = z.infer<typeof pvSpec>;
