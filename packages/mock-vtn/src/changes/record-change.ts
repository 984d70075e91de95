import type { OpenAdrVersion } from "@ven/openadr-schema";
import type { ObjectType, Operation } from "@ven/openadr-schema/3.1.0";
import type { ClientRole } from "../auth/mock-vtn-client.ts";
import type { AskedTargets, ObjectView, Viewer } from "../privacy/object-view.ts";
import type { StoredRecord } from "../store/stored-record.ts";
import type { ObjectChange } from "./object-change.ts";

/** What a change needs to know of clients. */
export interface ChangeViewers {
  readonly roleOf: (clientId: string) => ClientRole;
  readonly viewOf: (viewer: Viewer) => ObjectView;
}

/** A change of a record; its object is read when it is asked for. */
export class RecordChange implements ObjectChange {
  readonly protocol: OpenAdrVersion;
  readonly operation: Operation;
  readonly objectType: ObjectType;
  readonly #record: StoredRecord;
  readonly #viewers: ChangeViewers;

  constructor(
    protocol: OpenAdrVersion,
    operation: Operation,
    objectType: ObjectType,
    record: StoredRecord,
    viewers: ChangeViewers,
  ) {
    this.protocol = protocol;
    this.operation = operation;
    this.objectType = objectType;
    this.#record = record;
    this.#viewers = viewers;
  }

  get id(): string {
    return this.#record.id;
  }

  get clientId(): string {
    return this.#record.clientId;
  }

  get object(): object {
    return this.#seenBy({ clientId: "", role: "BL" }, "granted") ?? this.#record.object;
  }

  seenBy(clientId: string, asked: AskedTargets = "granted"): object | undefined {
    return this.#seenBy({ clientId, role: this.#viewers.roleOf(clientId) }, asked);
  }

  #seenBy(viewer: Viewer, asked: AskedTargets): object | undefined {
    return this.#viewers.viewOf(viewer).see(this.objectType, this.#record, asked)?.object;
  }
}
