import { z } from "zod";

/** How much loads of one specification differ. */
export const diversitySetting = z
  .number()
  .min(0)
  .max(0.9)
  .default(0.3)
  .describe(
    "Share by which loads differ from each other, 0 to 0.9: time constant, losses, free heat and deadband by this share either way, the temperature that is kept by 1 K for each 0.3, hours by 1 h for each 0.3. With 0 they are all the same, but for where in their cycle they stand.",
  );

/** How late loads return to the usual. */
export const restartDelaySetting = z
  .number()
  .int()
  .min(0)
  .max(86_400)
  .default(1_800)
  .describe(
    "Longest time from the end of a restriction to the return to the usual, s, 0 to 86,400: each load and end has its own, evenly spread.",
  );

/** What a thermostat does when it is asked to shed. */
export function shedSetting(usual: [number, number, number]) {
  const step = z.number().min(0).max(100);
  return z
    .tuple([step, step, step])
    .default(usual)
    .describe(
      "How many K cooler it is kept at shed level 1, 2 and 3; 100 switches it off until the comfort floor.",
    );
}

/** K of temperature kept, and hours, for each unit of diversity. */
const SPREAD_PER_DIVERSITY = 1 / 0.3;

/**
 * One of many that differ evenly.
 *
 * @param place - uniform in [0, 1)
 * @returns 1 - diversity to 1 + diversity
 */
export function variedShare(place: number, diversity: number): number {
  return 1 + diversity * (2 * place - 1);
}

/**
 * The same for what differs by K or hours: 1 either way for each 0.3 of diversity.
 *
 * @param place - uniform in [0, 1)
 */
export function variedBy(place: number, diversity: number): number {
  return SPREAD_PER_DIVERSITY * diversity * (2 * place - 1);
}
