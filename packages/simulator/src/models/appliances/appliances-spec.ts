import { z } from "zod";
import { HOME_PARTS } from "./home-part.ts";

/**
 * A home: who lives there, when they are in, what they own and use. A load with all parts is a home of
 * its own; loads with some parts are those of the one home that their site is.
 */
export const appliancesSpec = z.strictObject({
  model: z.literal("appliances"),
  people: z
    .number()
    .int()
    .min(1)
    .max(8)
    .optional()
    .describe("Who live there, 1 to 8; one to five, as Danish homes are, if left out."),
  annualKwh: z
    .number()
    .min(300)
    .max(15_000)
    .optional()
    .describe(
      "What such homes use a year on average, all parts together, kWh, 300 to 15,000; each differs.",
    ),
  parts: z
    .array(z.enum(HOME_PARTS))
    .min(1)
    .refine((parts) => new Set(parts).size === parts.length, "name each part once")
    .default([...HOME_PARTS])
    .describe("Which groups of appliances; all if left out."),
  homeByDayShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.6)
    .describe("Share of homes in which somebody is in on workdays, 0 to 1."),
  vacationWeeks: z
    .number()
    .min(0)
    .max(26)
    .default(4)
    .describe("Weeks a year in which nobody is there, 0 to 26, mostly in July."),
  restartSpreadMinutes: z
    .number()
    .min(0)
    .max(480)
    .default(90)
    .describe(
      "What was put off is begun within this time after people may, minutes; each draws its own.",
    ),
});

/** See {@link appliancesSpec}. */
export type AppliancesSpec = z.infer<typeof appliancesSpec>;
