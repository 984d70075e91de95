import { z } from "zod";
import { freeText, nameText } from "../text/bounded-text.ts";
import { wireSchema } from "../wire-schema.ts";

/** What the values of one event payload type mean. OpenADR 3.0.1 `eventPayloadDescriptor`. */
export interface EventPayloadDescriptor {
  readonly objectType?: "EVENT_PAYLOAD_DESCRIPTOR";
  readonly payloadType: string;
  /** One of `UNITS`, or a private name. */
  readonly units?: string | null;
  /** ISO 4217, such as `EUR`. */
  readonly currency?: string | null;
}

/** Checks an {@link EventPayloadDescriptor}; unknown properties survive. */
export const eventPayloadDescriptorSchema: z.ZodType<
  EventPayloadDescriptor,
  EventPayloadDescriptor
> = wireSchema<EventPayloadDescriptor>()(
  z.looseObject({
    objectType: z.literal("EVENT_PAYLOAD_DESCRIPTOR").optional(),
    payloadType: nameText,
    units: freeText.nullish(),
    currency: freeText.nullish(),
  }),
);
