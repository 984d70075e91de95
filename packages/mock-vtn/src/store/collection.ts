import type { Clock } from "@ven/core";
import type { ObjectMetadata, ObjectType, Operation } from "@ven/openadr-schema/3.1.0";
import type { IdCounter } from "./id-counter.ts";
import { type RecordBounds, RecordIndex } from "./record-index.ts";
import type { Draft, StoredRecord } from "./stored-record.ts";

/** What all collections of a VTN share. */
export interface CollectionContext {
  readonly ids: IdCounter;
  readonly clock: Pick<Clock, "now">;
  /** Tells of a change when it has happened. */
  readonly tell: (operation: Operation, objectType: ObjectType, record: StoredRecord) => void;
}

/** How the objects of one type are kept. */
export interface CollectionRules<Fields extends object> {
  readonly objectType: ObjectType;
  readonly toRecord: (metadata: ObjectMetadata, draft: Draft<Fields>) => StoredRecord<Fields>;
  /** What no two objects may share. */
  readonly keyOf?: (fields: Fields, clientId: string) => string | undefined;
  /** What objects are found by. */
  readonly groupOf?: (fields: Fields, clientId: string) => string | undefined;
  /** Beyond these bounds the oldest are dropped; nobody is told. */
  readonly bounds?: RecordBounds;
}

/** A draft of an object that carries its metadata already. */
export interface LoadedDraft<Fields> extends Draft<Fields> {
  readonly metadata: ObjectMetadata;
}

/** The objects of one type at one protocol, in the order of their creation. */
export class Collection<Fields extends object> {
  readonly objectType: ObjectType;
  readonly #rules: CollectionRules<Fields>;
  readonly #context: CollectionContext;
  readonly #records: RecordIndex<StoredRecord<Fields>>;
  /** How many were ever made. */
  createdCount = 0;

  constructor(rules: CollectionRules<Fields>, context: CollectionContext) {
    const { keyOf, groupOf, bounds } = rules;
    this.objectType = rules.objectType;
    this.#rules = rules;
    this.#context = context;
    this.#records = new RecordIndex({
      keyOf: ({ fields, clientId }) => keyOf?.(fields, clientId),
      groupOf: ({ fields, clientId }) => groupOf?.(fields, clientId),
      ...(bounds === undefined ? {} : { bounds }),
    });
  }

  get size(): number {
    return this.#records.size;
  }

  values(): IterableIterator<StoredRecord<Fields>> {
    return this.#records.values();
  }

  get(id: string): StoredRecord<Fields> | undefined {
    return this.#records.get(id);
  }

  withKey(key: string): StoredRecord<Fields> | undefined {
    return this.#records.withKey(key);
  }

  inGroup(group: string): readonly StoredRecord<Fields>[] {
    return this.#records.inGroup(group);
  }

  create(draft: Draft<Fields>): StoredRecord<Fields> {
    const now = this.#now();
    const record = this.#rules.toRecord(
      {
        id: this.#context.ids.next(this.objectType.toLowerCase()),
        createdDateTime: now,
        modificationDateTime: now,
        objectType: this.objectType,
      },
      draft,
    );
    this.createdCount += 1;
    this.#records.set(record);
    this.#context.tell("CREATE", this.objectType, record);
    return record;
  }

  /** Puts other fields in the place of an object's own; id and createdDateTime stay. */
  replace(previous: StoredRecord<Fields>, draft: Draft<Fields>): StoredRecord<Fields> {
    const { id, createdDateTime } = previous;
    const record = this.#rules.toRecord(
      { id, createdDateTime, modificationDateTime: this.#now(), objectType: this.objectType },
      draft,
    );
    this.#records.set(record);
    this.#context.tell("UPDATE", this.objectType, record);
    return record;
  }

  delete(record: StoredRecord<Fields>): void {
    this.#records.delete(record);
    this.#context.tell("DELETE", this.objectType, record);
  }

  /** Takes in objects that carry their metadata already, in place of those that are there. */
  load(drafts: Iterable<LoadedDraft<Fields>>): void {
    this.clear();
    for (const draft of drafts) this.#records.set(this.#rules.toRecord(draft.metadata, draft));
  }

  clear(): void {
    this.#records.clear();
    this.createdCount = 0;
  }

  #now(): string {
    return new Date(this.#context.clock.now()).toISOString();
  }
}
