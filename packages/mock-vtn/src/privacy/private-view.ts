import type { ObjectType } from "@ven/openadr-schema/3.1.0";
import type { ObjectStore } from "../store/object-store.ts";
import type { StoredRecord } from "../store/stored-record.ts";
import { type AskedTargets, type ObjectView, shownAs, type Viewer } from "./object-view.ts";

/**
 * Object privacy of 3.1.0 (Definition, "Object Privacy").
 *
 * Business logic sees everything. A VEN sees the vens, resources, reports and subscriptions of its
 * own client, and of the programs and events with targets those where what it asks for, what it
 * was granted and what the object carries meet; of their targets it sees only these.
 */
export class PrivateView implements ObjectView {
  readonly #store: ObjectStore;
  readonly #viewer: Viewer;
  #granted: ReadonlySet<string> | undefined;

  constructor(store: ObjectStore, viewer: Viewer) {
    this.#store = store;
    this.#viewer = viewer;
  }

  see<Fields>(
    objectType: ObjectType,
    record: StoredRecord<Fields>,
    asked: AskedTargets,
  ): StoredRecord<Fields> | undefined {
    if (this.#viewer.role === "BL") return record;
    if (objectType !== "PROGRAM" && objectType !== "EVENT") {
      return record.clientId === this.#viewer.clientId ? record : undefined;
    }
    const targets = targetsOf(record);
    if (targets.length === 0) return record;
    const granted = this.#grantedTargets();
    const shown = targets.filter(
      (target) => granted.has(target) && (asked === "granted" || asked.includes(target)),
    );
    if (shown.length === 0) return undefined;
    return shownAs(record, { ...record.object, targets: shown });
  }

  /** The targets of the client's VENs and of their resources. */
  #grantedTargets(): ReadonlySet<string> {
    if (this.#granted === undefined) {
      const { vens, resources } = this.#store;
      const own = vens.inGroup(this.#viewer.clientId);
      const granting = own.flatMap((ven) => [ven, ...resources.inGroup(ven.id)]);
      this.#granted = new Set(granting.flatMap(targetsOf));
    }
    return this.#granted;
  }
}

/** The targets that an object of 3.1.0 carries. */
export function targetsOf({ fields }: StoredRecord<unknown>): readonly string[] {
  const { targets } = fields as { readonly targets?: readonly string[] | null };
  return targets ?? [];
}
