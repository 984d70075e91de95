import { z } from "zod";
import { nameText } from "../text/bounded-text.ts";
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
import { type ValuesMap, valuesMapSchema } from "./values-map.ts";

/** A demand-response program as a client writes it. OpenADR 3.1.0 `programRequest`. */
export interface ProgramRequest {
  /** Unique at a VTN; 1 to 128 characters. */
  readonly programName: string;
  readonly intervalPeriod?: IntervalPeriod;
  readonly programDescriptions?: readonly { readonly URL: string }[] | null;
  readonly payloadDescriptors?:
    | readonly (EventPayloadDescriptor | ReportPayloadDescriptor)[]
    | null;
  /** See `PROGRAM_ATTRIBUTES`. */
  readonly attributes?: readonly ValuesMap[] | null;
  readonly targets?: readonly Target[] | null;
}

/** A program as a VTN gives it. OpenADR 3.1.0 `program`. */
export interface Program extends ObjectMetadata, ProgramRequest {}

const requestShape = {
  programName: nameText,
  intervalPeriod: intervalPeriodSchema.optional(),
  programDescriptions: z.array(z.looseObject({ URL: uriText })).nullish(),
  payloadDescriptors: z
    .array(z.union([eventPayloadDescriptorSchema, reportPayloadDescriptorSchema]))
    .nullish(),
  attributes: z.array(valuesMapSchema).nullish(),
  targets: z.array(targetSchema).nullish(),
};

/** Checks a {@link ProgramRequest}; unknown properties survive. */
export const programRequestSchema: z.ZodType<ProgramRequest, ProgramRequest> =
  wireSchema<ProgramRequest>()(z.looseObject(requestShape));

/** Checks a {@link Program}; unknown properties survive. */
export const programSchema: z.ZodType<Program, Program> = wireSchema<Program>()(
  z.looseObject({ ...objectMetadataShape, ...requestShape }),
);
