import { z } from "zod";
import { wireSchema } from "../wire-schema.ts";
import { flatName, flatObjectId } from "./flat-names.ts";

/** What a flat report is about. */
export const FLAT_REPORT_TYPES = ["usage", "demand", "baseline", "deviation"] as const;

/** What kind of quantity a flat report carries. */
export const FLAT_READING_TYPES = [
  "energy",
  "power",
  "state_of_charge",
  "voltage",
  "frequency",
] as const;

/** A UTC instant with neither zone nor fraction, or with a trailing `Z`: `2025-01-16T14:00:00`. */
const flatStart = z
  .string()
  .max(32)
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z?$/, "use YYYY-MM-DDTHH:MM:SS, in UTC");

/** An ISO 8601 duration, such as `PT0S` for an instant. */
const flatDuration = z
  .string()
  .max(64)
  .regex(/^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?!$)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/, {
    message: "use an ISO 8601 duration such as PT0S",
  });

const flatPayload = z.looseObject({
  type: flatName,
  values: z.array(z.union([z.number(), z.string().max(1024), z.boolean()])).max(10_000),
});

const flatInterval = z.looseObject({
  id: z.int32(),
  payloads: z.array(flatPayload).max(1_000),
});

/**
 * Body of `POST {vtnUrl}/reports` in the flat dialect: one reading of one load.
 *
 * Power is in kW. An optional that is absent is left out, never null. Unknown properties survive.
 */
export const flatReportSchema: z.ZodType<FlatReport, FlatReport> = wireSchema<FlatReport>()(
  z.looseObject({
    report_name: z.string().min(1).max(256).optional(),
    ven_id: flatObjectId,
    resource_id: flatName.optional(),
    client_name: z.string().min(1).max(160).optional(),
    report_type: z.enum(FLAT_REPORT_TYPES),
    reading_type: z.enum(FLAT_READING_TYPES),
    start: flatStart.optional(),
    duration: flatDuration.optional(),
    intervals: z.array(flatInterval).max(10_000).optional(),
    resources: z
      .array(z.looseObject({ resource_name: flatName }))
      .max(10_000)
      .optional(),
    load_component: flatName.optional(),
    program_id: flatName.optional(),
  }),
);

/** What a flat report is about; see {@link FLAT_REPORT_TYPES}. */
export type FlatReportType = (typeof FLAT_REPORT_TYPES)[number];

/** What kind of quantity a flat report carries; see {@link FLAT_READING_TYPES}. */
export type FlatReadingType = (typeof FLAT_READING_TYPES)[number];

/** One payload of an interval: a type such as `USAGE` and its values. */
export interface FlatPayload {
  readonly type: string;
  readonly values: readonly (number | string | boolean)[];
}

/** One interval of a flat report. */
export interface FlatInterval {
  readonly id: number;
  readonly payloads: readonly FlatPayload[];
}

/** Body of `POST {vtnUrl}/reports` in the flat dialect. Spelled as on the wire. */
export interface FlatReport {
  readonly report_name?: string;
  readonly ven_id: string;
  readonly resource_id?: string;
  readonly client_name?: string;
  readonly report_type: FlatReportType;
  readonly reading_type: FlatReadingType;
  readonly start?: string;
  readonly duration?: string;
  readonly intervals?: readonly FlatInterval[];
  readonly resources?: readonly { readonly resource_name: string }[];
  readonly load_component?: string;
  readonly program_id?: string;
}
