import { z } from "zod";
import { wireSchema } from "../wire-schema.ts";
import { type IntervalPeriod, intervalPeriodSchema } from "./interval-period.ts";
import { type ValuesMap, valuesMapSchema } from "./values-map.ts";

/** A span of time and what holds in it. OpenADR 3.1.0 `interval`. */
export interface Interval {
  /** Chosen by the client; no sequence number. */
  readonly id: number;
  /** Overrides the period of the event or report, field by field. */
  readonly intervalPeriod?: IntervalPeriod;
  readonly payloads: readonly ValuesMap[];
}

/** Checks an {@link Interval}; unknown properties survive. */
export const intervalSchema: z.ZodType<Interval, Interval> = wireSchema<Interval>()(
  z.looseObject({
    id: z.int32(),
    intervalPeriod: intervalPeriodSchema.optional(),
    payloads: z.array(valuesMapSchema),
  }),
);
