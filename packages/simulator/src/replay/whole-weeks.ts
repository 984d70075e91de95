import type { Recording } from "./recording.ts";

const WEEK_MS = 604_800_000;

/**
 * How many steps of a recording are whole weeks.
 *
 * @returns `undefined` if it is shorter than a week, or its step divides none
 */
export function wholeWeeks({
  stepMs,
  stepCount,
}: Pick<Recording, "stepMs" | "stepCount">): number | undefined {
  const stepsPerWeek = WEEK_MS / stepMs;
  if (!Number.isInteger(stepsPerWeek) || stepCount < stepsPerWeek) return undefined;
  return Math.floor(stepCount / stepsPerWeek) * stepsPerWeek;
}
