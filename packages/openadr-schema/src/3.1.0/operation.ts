import { z } from "zod";

/** What a subscription can ask to be told of. OpenADR 3.1.0 `subscription.objectOperations`. */
export const OPERATIONS = ["READ", "CREATE", "UPDATE", "DELETE"] as const;

/** An operation of a subscription; see {@link OPERATIONS}. */
export type Operation = (typeof OPERATIONS)[number];

/** Checks an {@link Operation}. */
export const operationSchema: z.ZodType<Operation, Operation> = z.enum(OPERATIONS);

/** How a notification names operations. OpenADR 3.1.0 `notification`. */
export const NOTIFICATION_OPERATIONS: typeof OPERATIONS = OPERATIONS;

/** An operation of a notification; see {@link NOTIFICATION_OPERATIONS}. */
export type NotificationOperation = Operation;

/** Checks a {@link NotificationOperation}. */
export const notificationOperationSchema: z.ZodType<NotificationOperation, NotificationOperation> =
  operationSchema;
