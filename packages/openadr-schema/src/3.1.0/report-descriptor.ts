import { z } from "zod";
import { nameText } from "../text/bounded-text.ts";
import { wireSchema } from "../wire-schema.ts";
import { type Target, targetSchema } from "./target.ts";

/** A wish for reports. OpenADR 3.1.0 `reportDescriptor`. */
export interface ReportDescriptor {
  readonly payloadType: string;
  readonly readingType?: string | null;
  readonly units?: string | null;
  readonly targets?: readonly Target[] | null;
  /** Whether one report sums over all targeted resources. @defaultValue false */
  readonly aggregate?: boolean;
  /** The interval on which a report is made; -1: the end of the last one. @defaultValue -1 */
  readonly startInterval?: number;
  /** How many intervals a report covers; -1: all. @defaultValue -1 */
  readonly numIntervals?: number;
  /** Whether it covers intervals before `startInterval`, not after. @defaultValue true */
  readonly historical?: boolean;
  /** How many intervals lie between reports; -1: as `numIntervals`. @defaultValue -1 */
  readonly frequency?: number;
  /** How many reports; -1: without end. @defaultValue 1 */
  readonly repeat?: number;
  /** Whose intervals the report uses; see the User Guide. @defaultValue "INTERVALS" */
  readonly reportIntervals?: "INTERVALS" | "SUB_INTERVALS" | "OPEN_INTERVALS";
}

/** Checks a {@link ReportDescriptor}; unknown properties survive. */
export const reportDescriptorSchema: z.ZodType<ReportDescriptor, ReportDescriptor> =
  wireSchema<ReportDescriptor>()(
    z.looseObject({
      payloadType: nameText,
      readingType: nameText.nullish(),
      units: nameText.nullish(),
      targets: z.array(targetSchema).nullish(),
      aggregate: z.boolean().optional(),
      startInterval: z.int32().optional(),
      numIntervals: z.int32().optional(),
      historical: z.boolean().optional(),
      frequency: z.int32().optional(),
      repeat: z.int32().optional(),
      reportIntervals: z.enum(["INTERVALS", "SUB_INTERVALS", "OPEN_INTERVALS"]).optional(),
    }),
  );
