import type { z } from "zod";
import { notificationSchemaOf } from "../notification-schema.ts";
import { type Event, eventSchema } from "./event.ts";
import type { ObjectType } from "./object-type.ts";
import { type NotificationOperation, notificationOperationSchema } from "./operation.ts";
import { type Program, programSchema } from "./program.ts";
import { type Report, reportSchema } from "./report.ts";
import { type Resource, resourceSchema } from "./resource.ts";
import { type Subscription, subscriptionSchema } from "./subscription.ts";
import { type Target, targetSchema } from "./target.ts";
import { type Ven, venSchema } from "./ven.ts";

/** What a VTN tells a subscriber. OpenADR 3.1.0 `notification`. */
export interface Notification {
  readonly objectType: ObjectType;
  readonly operation: NotificationOperation;
  /** The object that changed. */
  readonly object: Program | Report | Event | Subscription | Ven | Resource;
  readonly targets?: readonly Target[] | null;
}

/** Checks a {@link Notification}; unknown properties survive. */
export const notificationSchema: z.ZodType<Notification, Notification> = notificationSchemaOf<
  Notification["object"],
  NotificationOperation,
  Target
>({
  objects: {
    PROGRAM: programSchema,
    EVENT: eventSchema,
    REPORT: reportSchema,
    SUBSCRIPTION: subscriptionSchema,
    VEN: venSchema,
    RESOURCE: resourceSchema,
  },
  operation: notificationOperationSchema,
  target: targetSchema,
});
