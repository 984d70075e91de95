import { z } from "zod";
import { wireSchema } from "../wire-schema.ts";
import { flatName, flatObjectId } from "./flat-names.ts";

/** Body of `POST {vtnUrl}/events` in the flat dialect. Spelled as on the wire. */
export interface FlatEventRequest {
  readonly program_id: string;
  readonly event_name?: string;
}

/** An event as the VTN answers it. */
export interface FlatEvent extends FlatEventRequest {
  readonly id: string;
}

/** Checks a {@link FlatEventRequest}; unknown properties (intervals, targets, ...) survive. */
export const flatEventRequestSchema: z.ZodType<FlatEventRequest, FlatEventRequest> =
  wireSchema<FlatEventRequest>()(
    z.looseObject({
      program_id: flatObjectId,
      event_name: flatName.optional(),
    }),
  );

/** Checks a {@link FlatEvent}; unknown properties survive. */
export const flatEventSchema: z.ZodType<FlatEvent, FlatEvent> = wireSchema<FlatEvent>()(
  z.looseObject({
    id: flatObjectId,
    program_id: flatObjectId,
    event_name: flatName.optional(),
  }),
);
