import { z } from "zod";

/** A car that is charged at home, and its charger. */
export const evSpec = z.strictObject({
  model: z.literal("ev"),
  chargerW: z
    .number()
    .min(500)
    .max(1e6)
    .optional()
    .describe(
      "Highest power of charger and car together, W; 3,700, 7,400, 11,000 and 22,000 are usual. The rated power if left out.",
    ),
  minimumW: z
    .number()
    .min(0)
    .max(1e6)
    .default(1_380)
    .describe(
      "Lowest power that a car can charge with, W; asked for less, it pauses. 6 A of one phase.",
    ),
  batteryWh: z
    .number()
    .min(1_000)
    .max(1e6)
    .default(60_000)
    .describe("What the car's battery holds, Wh."),
  sessionWh: z
    .number()
    .min(100)
    .max(1e6)
    .default(10_000)
    .describe("Mean energy from the grid per session in mild weather, Wh; a fifth more in frost."),
  plugInShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.7)
    .describe("Share of days on which the car is plugged in, 0 to 1."),
  efficiency: z
    .number()
    .min(0.1)
    .max(1)
    .default(0.9)
    .describe("Share of the energy from the grid that reaches the battery, above 0 to 1."),
  longestRestartS: z
    .number()
    .min(0)
    .max(86_400)
    .default(1_800)
    .describe(
      "Longest time from the end of what it was asked to when it is charged again, s; each car has its own.",
    ),
  givesBack: z
    .boolean()
    .default(false)
    .describe("Whether it gives energy back to the grid when it is told to by a dispatch command."),
  reserve: z
    .number()
    .min(0)
    .max(1)
    .default(0.3)
    .describe("Charge that it keeps when it gives back, share of its battery."),
});

/** See {@link evSpec}. */
export type EvSpec = z.infer<typeof evSpec>;
