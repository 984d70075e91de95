import { z } from "zod";
import { freeText, nameText } from "../text/bounded-text.ts";
import { objectIdText } from "../text/object-id.ts";
import { wireSchema } from "../wire-schema.ts";
import { type ObjectMetadata, objectMetadataShape } from "./object-metadata.ts";
import {
  type ReportPayloadDescriptor,
  reportPayloadDescriptorSchema,
} from "./report-payload-descriptor.ts";
import { type ReportResource, reportResourceSchema } from "./report-resource.ts";

/** A report as a VEN writes it. OpenADR 3.1.0 `reportRequest`. */
export interface ReportRequest {
  /** The event that the report answers; the program follows from it. */
  readonly eventID: string;
  /** 1 to 128 characters; need not be unique. */
  readonly clientName: string;
  readonly reportName?: string | null;
  readonly payloadDescriptors?: readonly ReportPayloadDescriptor[] | null;
  readonly resources: readonly ReportResource[];
}

/** A report as a VTN gives it. OpenADR 3.1.0 `report`. */
export interface Report extends ObjectMetadata, ReportRequest {
  /** The OAuth client that wrote it, set by the VTN. */
  readonly clientID: string;
}

const requestShape = {
  eventID: objectIdText,
  clientName: nameText,
  reportName: freeText.nullish(),
  payloadDescriptors: z.array(reportPayloadDescriptorSchema).nullish(),
  resources: z.array(reportResourceSchema),
};

/** Checks a {@link ReportRequest}; unknown properties survive. */
export const reportRequestSchema: z.ZodType<ReportRequest, ReportRequest> =
  wireSchema<ReportRequest>()(z.looseObject(requestShape));

/** Checks a {@link Report}; unknown properties survive. */
export const reportSchema: z.ZodType<Report, Report> = wireSchema<Report>()(
  z.looseObject({ ...objectMetadataShape, ...requestShape, clientID: nameText }),
);
