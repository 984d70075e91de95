import { z } from "zod";

/**
 * A fridge, a freezer, or the cooling of a shop: compressors that each run for a share of a period of
 * 40 to 70 minutes. All of them together draw the rated power of the load.
 */
export const fridgeSpec = z.strictObject({
  model: z.literal("fridge"),
  dutyShare: z
    .number()
    .min(0.05)
    .max(0.9)
    .default(0.35)
    .describe("Share of the time that a compressor runs as a rule, 0.05 to 0.9."),
  dutyPerK: z
    .number()
    .min(0)
    .max(0.05)
    .default(0.01)
    .describe("How much more it runs for each degree outside above 9, 0 to 0.05."),
  compressors: z
    .number()
    .int()
    .min(1)
    .max(12)
    .optional()
    .describe(
      "How many there are, 1 to 12; one up to 2 kW and one more for each 6 kW if left out.",
    ),
  steadyShare: z
    .number()
    .min(0)
    .max(0.9)
    .default(0)
    .describe("Share of the rated power that never stops, such as fans, 0 to 0.9."),
  longestPauseMinutes: z
    .number()
    .min(0)
    .max(480)
    .default(60)
    .describe(
      "How long a compressor pauses at most when all that can be is shed, minutes; at level 1 a third of it.",
    ),
  restartSpreadMinutes: z
    .number()
    .min(0)
    .max(240)
    .default(15)
    .describe("When it may run again, it does so within this time, minutes; drawn for each."),
});

/** See {@link fridgeSpec}. */
export type FridgeSpec = z.infer<typeof fridgeSpec>;
