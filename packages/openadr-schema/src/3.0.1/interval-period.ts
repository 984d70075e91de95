import { z } from "zod";
import { startText } from "../text/date-time-text.ts";
import { durationText } from "../text/duration-text.ts";
import { wireSchema } from "../wire-schema.ts";

/** When an interval is. OpenADR 3.0.1 `intervalPeriod`. */
export interface IntervalPeriod {
  /** RFC 3339 with its zone, or `0000-00-00` for "now". */
  readonly start: string;
  /** ISO 8601; `P9999Y` is infinite. `PT0S` if left out. */
  readonly duration?: string;
  /** The bound of a random shift of `start`, ISO 8601. */
  readonly randomizeStart?: string;
}

/** Checks an {@link IntervalPeriod}; unknown properties survive. */
export const intervalPeriodSchema: z.ZodType<IntervalPeriod, IntervalPeriod> =
  wireSchema<IntervalPeriod>()(
    z.looseObject({
      start: startText,
      duration: durationText.optional(),
      randomizeStart: durationText.optional(),
    }),
  );
