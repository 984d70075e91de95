import { z } from "zod";
import { COMMERCIAL_PARTS } from "./load-part.ts";
import { COMMERCIAL_SITES } from "./site-rhythm.ts";

const dayText = z
  .string()
  .regex(/^\d{24,28}$/, "give one digit 0 to 9 per hour: 24, or up to 28 to go on past midnight");

const monthAndDay = z
  .string()
  .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "give a day as MM-DD");

/** A site of your own: how active it is in each hour, in ninths. */
const rhythmSpec = z.strictObject({
  workday: dayText,
  friday: dayText.optional().describe("As a workday if left out."),
  saturday: dayText,
  sunday: dayText,
  holiday: dayText.optional().describe("As a Sunday if left out."),
  mondayOffShare: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe("Share of such sites that stay closed on Mondays, 0 to 1."),
  daylight: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe("How much of the lighting daylight takes the place of, 0 to 1; 0.4 if left out."),
  idle: z
    .number()
    .min(0)
    .max(2)
    .optional()
    .describe("How much is left on where nobody is, against what is usual, 0 to 2; 1 if left out."),
  closures: z
    .array(
      z.strictObject({
        from: monthAndDay,
        to: monthAndDay,
        activity: z.number().min(0).max(1).default(0).describe("What is left, 0 to 1."),
      }),
    )
    .max(32)
    .optional()
    .describe(
      "Times of each year with less activity; across the new year where to is before from.",
    ),
});

/**
 * A load of a business, school, farm or the like: by the opening hours of its site, weekday, holiday,
 * season, daylight and temperature, each site and day a little different, with smooth noise. Shapes
 * are fitted to what is known of such sites, such as the daily curves of BDEW's G0 to G6 and L0.
 */
export const commercialSpec = z.strictObject({
  model: z.literal("commercial"),
  site: z
    .enum(COMMERCIAL_SITES)
    .default("general")
    .describe("What the site is: its opening hours and how busy they are."),
  part: z.enum(COMMERCIAL_PARTS).default("general").describe("What the load does."),
  rhythm: rhythmSpec.optional().describe("In place of that of site."),
  sheds: z
    .tuple([z.number().min(0).max(1), z.number().min(0).max(1), z.number().min(0).max(1)])
    .optional()
    .describe("Share of its power that it can do without at shed levels 1, 2 and 3, 0 to 1 each."),
});

/** See {@link commercialSpec}. */
export type CommercialSpec = z.infer<typeof commercialSpec>;
