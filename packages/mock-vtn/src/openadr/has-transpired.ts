import { isVenError } from "@ven/core";
import { addDuration, expandIntervals, parseDateTime } from "@ven/openadr-schema";
import type { EventFields } from "../store/object-fields.ts";
import type { StoredRecord } from "../store/stored-record.ts";

/** A start may move by chance at each VEN; a VTN takes it as it is written. */
const UNMOVED = () => 0.5;

/**
 * Whether all of an event of 3.1.0, which alone can be asked for what is active, lies in the past.
 * "Now" is when it was created.
 *
 * An event without intervals goes on until its `duration` is over, or for ever; one whose times
 * cannot be made out has not transpired.
 */
export function hasTranspired(event: StoredRecord<EventFields>, nowAtMs: number): boolean {
  const { fields, createdDateTime } = event;
  const createdAtMs = Date.parse(createdDateTime);
  try {
    if ((fields.intervals ?? []).length === 0) {
      const { duration, intervalPeriod } = fields;
      if (duration === undefined) return false;
      const start = parseDateTime(intervalPeriod?.start ?? createdDateTime);
      return addDuration(start === "now" ? createdAtMs : start, duration) <= nowAtMs;
    }
    const times = { nowAtMs: createdAtMs, fromAtMs: nowAtMs, random: UNMOVED };
    for (const _ of expandIntervals(fields, { version: "3.1.0", ...times })) return false;
    return true;
  } catch (error) {
    if (isVenError(error, "INVALID_VALUE")) return false;
    throw error;
  }
}
