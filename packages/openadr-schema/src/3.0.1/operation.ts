import { z } from "zod";

/** What a subscription can ask to be told of. OpenADR 3.0.1 `subscription.objectOperations`. */
export const OPERATIONS = ["READ", "CREATE", "UPDATE", "DELETE"] as const;

/** An operation of a subscription; see {@link OPERATIONS}. */
export type Operation = (typeof OPERATIONS)[number];

/** Checks an {@link Operation}. */
export const operationSchema: z.ZodType<Operation, Operation> = z.enum(OPERATIONS);

/** How a notification of 3.0.1 names operations: by the HTTP method. OpenADR 3.0.1 `notification`. */
export const NOTIFICATION_OPERATIONS = ["GET", "POST", "PUT", "DELETE"] as const;

/** An operation of a notification; see {@link NOTIFICATION_OPERATIONS}. */
export type NotificationOperation = (typeof NOTIFICATION_OPERATIONS)[number];

/** Checks a {@link NotificationOperation}. */
export const notificationOperationSchema: z.ZodType<NotificationOperation, NotificationOperation> =
  z.enum(NOTIFICATION_OPERATIONS);
