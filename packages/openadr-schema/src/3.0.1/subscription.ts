import { z } from "zod";
import { nameText } from "../text/bounded-text.ts";
import { objectIdText } from "../text/object-id.ts";
import { wireSchema } from "../wire-schema.ts";
import { type ObjectMetadata, objectMetadataShape } from "./object-metadata.ts";
import { type ObjectOperation, objectOperationSchema } from "./object-operation.ts";
import { type Target, targetSchema } from "./target.ts";

/** A wish to be notified of changes, as a client writes it. OpenADR 3.0.1 `subscription`. */
export interface SubscriptionRequest {
  readonly clientName: string;
  readonly programID: string;
  readonly objectOperations: readonly ObjectOperation[];
  /** Restricts the notifications to objects with these targets. */
  readonly targets?: readonly Target[] | null;
}

/** A subscription as a VTN gives it. OpenADR 3.0.1 `subscription`. */
export interface Subscription extends ObjectMetadata, SubscriptionRequest {
  readonly objectType?: "SUBSCRIPTION";
}

const requestShape = {
  clientName: nameText,
  programID: objectIdText,
  objectOperations: z.array(objectOperationSchema),
  targets: z.array(targetSchema).nullish(),
};

/** Checks a {@link SubscriptionRequest}; unknown properties survive. */
export const subscriptionRequestSchema: z.ZodType<SubscriptionRequest, SubscriptionRequest> =
  wireSchema<SubscriptionRequest>()(z.looseObject(requestShape));

/** Checks a {@link Subscription}; unknown properties survive. */
export const subscriptionSchema: z.ZodType<Subscription, Subscription> = wireSchema<Subscription>()(
  z.looseObject({
    ...objectMetadataShape,
    objectType: z.literal("SUBSCRIPTION").optional(),
    ...requestShape,
  }),
);
