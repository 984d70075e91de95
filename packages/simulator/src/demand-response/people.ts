import { z } from "zod";

/** How the people of a fleet take what they are asked. */
export const peopleSpec = z.strictObject({
  optOutShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.12)
    .describe("Share of loads that do not obey a command at all, 0 to 1."),
  optOutPerHour: z
    .number()
    .min(0)
    .max(10)
    .default(0.03)
    .describe("How likely who obeys gives up, per hour."),
  longestDelayS: z
    .number()
    .min(0)
    .max(86_400)
    .default(300)
    .describe("Longest time from a command to the first reaction, s; each load has its own."),
  priceWatchers: z
    .number()
    .min(0)
    .max(1)
    .default(0.4)
    .describe("Share of sites that look at prices, 0 to 1."),
  usualPricePerKwh: z
    .number()
    .positive()
    .max(1e6)
    .default(0.3)
    .describe("What energy costs as a rule, per kWh, in the currency of price commands."),
});

/** See {@link peopleSpec}. */
export type People = z.infer<typeof peopleSpec>;
