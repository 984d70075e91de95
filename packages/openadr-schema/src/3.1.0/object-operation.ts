import { z } from "zod";
import { freeText } from "../text/bounded-text.ts";
import { uriText } from "../text/uri-text.ts";
import { wireSchema } from "../wire-schema.ts";
import { type ObjectType, objectTypeSchema } from "./object-type.ts";
import { type Operation, operationSchema } from "./operation.ts";

/** What a subscription is about, and where notifications go. OpenADR 3.1.0 `subscription.objectOperations`. */
export interface ObjectOperation {
  readonly objects: readonly ObjectType[];
  readonly operations: readonly Operation[];
  /** HTTPS address of the receiver. */
  readonly callbackUrl: string;
  /** Sent back to the receiver with each notification. */
  readonly bearerToken?: string | null;
}

/** Checks an {@link ObjectOperation}; unknown properties survive. */
export const objectOperationSchema: z.ZodType<ObjectOperation, ObjectOperation> =
  wireSchema<ObjectOperation>()(
    z.looseObject({
      objects: z.array(objectTypeSchema),
      operations: z.array(operationSchema),
      callbackUrl: uriText,
      bearerToken: freeText.nullish(),
    }),
  );
