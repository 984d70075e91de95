import type { EventFields } from "../store/object-fields.ts";
import type { StoredRecord } from "../store/stored-record.ts";
export function hasTranspired(_event: StoredRecord<EventFields>, _nowAtMs: number): boolean {
  return false;
}
