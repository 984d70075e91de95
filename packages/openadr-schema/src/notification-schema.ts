import { z } from "zod";
import type { ObjectType } from "./3.0.1/object-type.ts";
import { limitIssues } from "./limit-issues.ts";

/** The parts in which the notifications of two versions differ. */
export interface NotificationParts<Changed, Operation, Target> {
  readonly objects: Readonly<Record<ObjectType, z.ZodType<Changed, Changed>>>;
  readonly operation: z.ZodType<Operation, Operation>;
  readonly target: z.ZodType<Target, Target>;
}

/** A notification that is put together of {@link NotificationParts}. */
export interface NotificationOf<Changed, Operation, Target> {
  readonly objectType: ObjectType;
  readonly operation: Operation;
  readonly object: Changed;
  readonly targets?: readonly Target[] | null;
}

/**
 * Checks a notification. Its `object` may be any object, as the specification has it, but is tried
 * as what `objectType` says first: that is quick, and its faults are told in those terms.
 */
export function notificationSchemaOf<Changed, Operation, Target>(
  parts: NotificationParts<Changed, Operation, Target>,
): z.ZodType<
  NotificationOf<Changed, Operation, Target>,
  NotificationOf<Changed, Operation, Target>
> {
  const { objects, operation, target } = parts;
  const about = <Type extends ObjectType>(type: Type) =>
    z.looseObject({
      objectType: z.literal(type),
      operation,
      object: z.union([
        objects[type],
        ...Object.values(objects).filter((other) => other !== objects[type]),
      ]),
      targets: z.array(target).nullish(),
    });
  const schema = z.discriminatedUnion("objectType", [
    about("PROGRAM"),
    about("EVENT"),
    about("REPORT"),
    about("SUBSCRIPTION"),
    about("VEN"),
    about("RESOURCE"),
  ]);
  // zod's types would let targets be undefined, which no wire object is.
  return limitIssues(schema) as unknown as z.ZodType<
    NotificationOf<Changed, Operation, Target>,
    NotificationOf<Changed, Operation, Target>
  >;
}
