import { z } from "zod";
import { nameText } from "../text/bounded-text.ts";
import { wireSchema } from "../wire-schema.ts";

/** What the values of one report payload type mean. OpenADR 3.1.0 `reportPayloadDescriptor`. */
export interface ReportPayloadDescriptor {
  readonly objectType: "REPORT_PAYLOAD_DESCRIPTOR";
  readonly payloadType: string;
  /** How the values were obtained: one of `READING_TYPES`, or a private name. */
  readonly readingType?: string | null;
  /** One of `UNITS`, or a private name. */
  readonly units?: string | null;
  readonly accuracy?: number | null;
  /** Per cent, 0 to 100. */
  readonly confidence?: number | null;
}

/** Checks a {@link ReportPayloadDescriptor}; unknown properties survive. */
export const reportPayloadDescriptorSchema: z.ZodType<
  ReportPayloadDescriptor,
  ReportPayloadDescriptor
> = wireSchema<ReportPayloadDescriptor>()(
  z.looseObject({
    objectType: z.literal("REPORT_PAYLOAD_DESCRIPTOR"),
    payloadType: nameText,
    readingType: nameText.nullish(),
    units: nameText.nullish(),
    accuracy: z.number().nullish(),
    confidence: z.int32().min(0).max(100).nullish(),
  }),
);
