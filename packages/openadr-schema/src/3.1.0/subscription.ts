import { z } from "zod";
import { nameText } from "../text/bounded-text.ts";
import { objectIdText } from "../text/object-id.ts";
import { wireSchema } from "../wire-schema.ts";
import { type ObjectMetadata, objectMetadataShape } from "./object-metadata.ts";
import { type ObjectOperation, objectOperationSchema } from "./object-operation.ts";
import { type Target, targetSchema } from "./target.ts";

/** A wish to be notified of changes, as a client writes it. OpenADR 3.1.0 `subscriptionRequest`. */
export interface SubscriptionRequest {
  readonly clientName: string;
  readonly programID?: string;
  readonly objectOperations: readonly ObjectOperation[];
  /** Restricts the notifications to objects with these targets. */
  readonly targets?: readonly Target[] | null;
}

/** A subscription as a VTN gives it. OpenADR 3.1.0 `subscription`. */
export interface Subscription extends ObjectMetadata, SubscriptionRequest {
  /** The OAuth client that made it, set by the VTN. */
  readonly clientID: string;
}

const requestShape = {
  clientName: nameText,
  programID: objectIdText.optional(),
  objectOperations: z.array(objectOperationSchema),
  targets: z.array(targetSchema).nullish(),
};

/** Checks a {@link SubscriptionRequest}; unknown properties survive. */
export const subscriptionRequestSchema: z.ZodType<SubscriptionRequest, SubscriptionRequest> =
  wireSchema<SubscriptionRequest>()(z.looseObject(requestShape));

/** Checks a {@link Subscription}; unknown properties survive. */
export const subscriptionSchema: z.ZodType<Subscription, Subscription> = wireSchema<Subscription>()(
  z.looseObject({ ...objectMetadataShape, ...requestShape, clientID: nameText }),
);
