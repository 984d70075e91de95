import type { ObjectType } from "@ven/openadr-schema/3.1.0";
import type { ObjectStore } from "../store/object-store.ts";
import type { StoredRecord } from "../store/stored-record.ts";
import { type ObjectView, shownAs } from "./object-view.ts";

/** The view of 3.0.1: every client sees everything, and the resources of a VEN within it. */
export class OpenView implements ObjectView {
  readonly #store: ObjectStore;

  constructor(store: ObjectStore) {
    this.#store = store;
  }

  see<Fields>(objectType: ObjectType, record: StoredRecord<Fields>): StoredRecord<Fields> {
    if (objectType !== "VEN") return record;
    const resources = this.#store.resources.inGroup(record.id);
    if (resources.length === 0) return record;
    return shownAs(record, { ...record.object, resources: resources.map(({ object }) => object) });
  }
}
