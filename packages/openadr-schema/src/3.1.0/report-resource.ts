import { z } from "zod";
import { nameText } from "../text/bounded-text.ts";
import { wireSchema } from "../wire-schema.ts";
import { type Interval, intervalSchema } from "./interval.ts";
import { type IntervalPeriod, intervalPeriodSchema } from "./interval-period.ts";

/** What a report says of one resource. OpenADR 3.1.0 `report.resources`. */
export interface ReportResource {
  /** 1 to 128 characters; `AGGREGATED_REPORT` stands for several resources together. */
  readonly resourceName: string;
  readonly intervalPeriod?: IntervalPeriod;
  readonly intervals: readonly Interval[];
}

/** Checks a {@link ReportResource}; unknown properties survive. */
export const reportResourceSchema: z.ZodType<ReportResource, ReportResource> =
  wireSchema<ReportResource>()(
    z.looseObject({
      resourceName: nameText,
      intervalPeriod: intervalPeriodSchema.optional(),
      intervals: z.array(intervalSchema),
    }),
  );
