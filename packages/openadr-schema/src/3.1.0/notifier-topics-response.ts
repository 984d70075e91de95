import { z } from "zod";
import { freeText } from "../text/bounded-text.ts";
import { wireSchema } from "../wire-schema.ts";

/** MQTT topics by operation. OpenADR 3.1.0 `notifierOperationsTopics`. */
export interface NotifierOperationsTopics {
  /** Absent where the topics are those of one object, which exists already. */
  readonly CREATE?: string;
  readonly UPDATE: string;
  readonly DELETE: string;
  /** All operations at once, where the VTN offers that. */
  readonly ALL?: string;
}

/** The answer of every topic operation. OpenADR 3.1.0 `notifierTopicsResponse`. */
export interface NotifierTopicsResponse {
  readonly topics: NotifierOperationsTopics;
}

/** Checks a {@link NotifierTopicsResponse}; unknown properties survive. */
export const notifierTopicsResponseSchema: z.ZodType<
  NotifierTopicsResponse,
  NotifierTopicsResponse
> = wireSchema<NotifierTopicsResponse>()(
  z.looseObject({
    topics: z.looseObject({
      CREATE: freeText.optional(),
      UPDATE: freeText,
      DELETE: freeText,
      ALL: freeText.optional(),
    }),
  }),
);
