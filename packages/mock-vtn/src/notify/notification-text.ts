import type { OpenAdrVersion } from "@ven/openadr-schema";
import { NOTIFICATION_OPERATIONS, OPERATIONS } from "@ven/openadr-schema/3.0.1";
import type { ObjectType, Operation } from "@ven/openadr-schema/3.1.0";

/** The notification of a change as JSON text: 3.0.1 names operations by the HTTP method. */
export function notificationText(
  version: OpenAdrVersion,
  objectType: ObjectType,
  operation: Operation,
  object: object,
): string {
  const name =
    version === "3.0.1" ? NOTIFICATION_OPERATIONS[OPERATIONS.indexOf(operation)] : operation;
  return JSON.stringify({ objectType, operation: name, object });
}
