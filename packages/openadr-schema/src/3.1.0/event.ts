import { z } from "zod";
import { freeText } from "../text/bounded-text.ts";
import { durationText } from "../text/duration-text.ts";
import { objectIdText } from "../text/object-id.ts";
import { wholeNumber } from "../whole-number.ts";
import { wireSchema } from "../wire-schema.ts";
import {
  type EventPayloadDescriptor,
  eventPayloadDescriptorSchema,
} from "./event-payload-descriptor.ts";
import { type Interval, intervalSchema } from "./interval.ts";
import { type IntervalPeriod, intervalPeriodSchema } from "./interval-period.ts";
import { type ObjectMetadata, objectMetadataShape } from "./object-metadata.ts";
import { type ReportDescriptor, reportDescriptorSchema } from "./report-descriptor.ts";
import { type Target, targetSchema } from "./target.ts";

/** A demand-response event as business logic writes it. OpenADR 3.1.0 `eventRequest`. */
export interface EventRequest {
  readonly programID: string;
  readonly eventName?: string | null;
  /** ISO 8601. Longer than its intervals it loops them, shorter it cuts them. */
  readonly duration?: string;
  /** 0 or more; a lower number comes first. */
  readonly priority?: number | null;
  readonly targets?: readonly Target[] | null;
  /** The reports that VENs are asked for. */
  readonly reportDescriptors?: readonly ReportDescriptor[] | null;
  readonly payloadDescriptors?: readonly EventPayloadDescriptor[] | null;
  /** What the intervals take where they say nothing. */
  readonly intervalPeriod?: IntervalPeriod;
  readonly intervals?: readonly Interval[];
}

/** An event as a VTN gives it. OpenADR 3.1.0 `event`. */
export interface Event extends ObjectMetadata, EventRequest {}

const requestShape = {
  programID: objectIdText,
  eventName: freeText.nullish(),
  duration: durationText.optional(),
  priority: wholeNumber.min(0).nullish(),
  targets: z.array(targetSchema).nullish(),
  reportDescriptors: z.array(reportDescriptorSchema).nullish(),
  payloadDescriptors: z.array(eventPayloadDescriptorSchema).nullish(),
  intervalPeriod: intervalPeriodSchema.optional(),
  intervals: z.array(intervalSchema).optional(),
};

/** Checks an {@link EventRequest}; unknown properties survive. */
export const eventRequestSchema: z.ZodType<EventRequest, EventRequest> = wireSchema<EventRequest>()(
  z.looseObject(requestShape),
);

/** Checks an {@link Event}; unknown properties survive. */
export const eventSchema: z.ZodType<Event, Event> = wireSchema<Event>()(
  z.looseObject({ ...objectMetadataShape, ...requestShape }),
);
