import type { ValuesMap } from "@ven/openadr-schema/3.0.1";
import type { ObjectOperation } from "@ven/openadr-schema/3.1.0";
import type { ObjectChange } from "../changes/object-change.ts";
import type { EventFields, ReportFields, SubscriptionFields } from "../store/object-fields.ts";
import type { ObjectStore } from "../store/object-store.ts";

/** The receivers that a subscription names for a change of this type and operation. */
export function receiversOf(
  { objectOperations }: SubscriptionFields,
  { objectType, operation }: ObjectChange,
): readonly ObjectOperation[] {
  return objectOperations.filter(
    ({ objects, operations }) => objects.includes(objectType) && operations.includes(operation),
  );
}

/** Whether a change passes the filters of a subscription: its program and its targets. */
export function passesFilters(
  { programID, targets }: SubscriptionFields,
  change: ObjectChange,
  store: ObjectStore,
): boolean {
  if (programID !== undefined && (programOf(change, store) ?? programID) !== programID)
    return false;
  const wanted = (targets ?? []) as readonly Target[];
  // No report has targets, so none could ever pass.
  if (wanted.length === 0 || change.objectType === "REPORT") return true;
  const { targets: carried } = change.object as { readonly targets?: readonly Target[] | null };
  return (carried ?? []).some((target) => wanted.some((other) => meet(target, other)));
}

/** A target of 3.1.0 or of 3.0.1. */
type Target = string | ValuesMap;

function meet(one: Target, other: Target): boolean {
  if (typeof one === "string" || typeof other === "string") return one === other;
  if (one.type !== other.type) return false;
  const values = other.values.map(String);
  return one.values.some((value) => values.includes(String(value)));
}

/** The program that an object is of; `undefined` if it is of none. */
function programOf(
  { objectType, object, id }: ObjectChange,
  store: ObjectStore,
): string | undefined {
  const { programID, eventID = "" } = object as Partial<EventFields & ReportFields>;
  switch (objectType) {
    case "PROGRAM":
      return id;
    case "EVENT":
    case "SUBSCRIPTION":
      return programID;
    case "REPORT":
      return store.events.get(eventID)?.fields.programID;
    case "VEN":
    case "RESOURCE":
      return undefined;
    default:
      return objectType satisfies never;
  }
}
