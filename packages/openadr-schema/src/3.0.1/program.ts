import { z } from "zod";
import { freeText, nameText } from "../text/bounded-text.ts";
import { durationText } from "../text/duration-text.ts";
import { uriText } from "../text/uri-text.ts";
import { wireSchema } from "../wire-schema.ts";
import {
  type EventPayloadDescriptor,
  eventPayloadDescriptorSchema,
} from "./event-payload-descriptor.ts";
import { type IntervalPeriod, intervalPeriodSchema } from "./interval-period.ts";
import { type ObjectMetadata, objectMetadataShape } from "./object-metadata.ts";
import {
  type ReportPayloadDescriptor,
  reportPayloadDescriptorSchema,
} from "./report-payload-descriptor.ts";
import { type Target, targetSchema } from "./target.ts";

/** A demand-response program as a client writes it. OpenADR 3.0.1 `program`. */
export interface ProgramRequest {
  /** Unique at a VTN; 1 to 128 characters. */
  readonly programName: string;
  readonly programLongName?: string | null;
  readonly retailerName?: string | null;
  readonly retailerLongName?: string | null;
  readonly programType?: string | null;
  /** ISO 3166-1 alpha-2, such as `DK`. */
  readonly country?: string | null;
  /** ISO 3166-2, such as `DK-82`. */
  readonly principalSubdivision?: string | null;
  /** Offset of local time to UTC, ISO 8601, such as `PT1H`. */
  readonly timeZoneOffset?: string;
  readonly intervalPeriod?: IntervalPeriod;
  readonly programDescriptions?: readonly { readonly URL: string }[] | null;
  /** Whether events stay as they are once sent. */
  readonly bindingEvents?: boolean | null;
  readonly localPrice?: boolean | null;
  readonly payloadDescriptors?:
    | readonly (EventPayloadDescriptor | ReportPayloadDescriptor)[]
    | null;
  readonly targets?: readonly Target[] | null;
}

/** A program as a VTN gives it. OpenADR 3.0.1 `program`. */
export interface Program extends ObjectMetadata, ProgramRequest {
  readonly objectType?: "PROGRAM";
}

const requestShape = {
  programName: nameText,
  programLongName: freeText.nullish(),
  retailerName: freeText.nullish(),
  retailerLongName: freeText.nullish(),
  programType: freeText.nullish(),
  country: freeText.nullish(),
  principalSubdivision: freeText.nullish(),
  timeZoneOffset: durationText.optional(),
  intervalPeriod: intervalPeriodSchema.optional(),
  programDescriptions: z.array(z.looseObject({ URL: uriText })).nullish(),
  bindingEvents: z.boolean().nullish(),
  localPrice: z.boolean().nullish(),
  payloadDescriptors: z
    .array(z.union([eventPayloadDescriptorSchema, reportPayloadDescriptorSchema]))
    .nullish(),
  targets: z.array(targetSchema).nullish(),
};

/** Checks a {@link ProgramRequest}; unknown properties survive. */
export const programRequestSchema: z.ZodType<ProgramRequest, ProgramRequest> =
  wireSchema<ProgramRequest>()(z.looseObject(requestShape));

/** Checks a {@link Program}; unknown properties survive. */
export const programSchema: z.ZodType<Program, Program> = wireSchema<Program>()(
  z.looseObject({
    ...objectMetadataShape,
    objectType: z.literal("PROGRAM").optional(),
    ...requestShape,
  }),
);
