import type { ObjectMetadata } from "@ven/openadr-schema/3.1.0";
import type { BodyPart } from "../http/vtn-answer.ts";
import type { Draft, StoredRecord } from "./stored-record.ts";

/** A record that keeps its object as an object. */
export class ObjectRecord<Fields> implements StoredRecord<Fields> {
  readonly object: Fields & ObjectMetadata;
  readonly clientId: string;
  readonly byteLength = 0;

  constructor(metadata: ObjectMetadata, { fields, stamp, clientId }: Draft<Fields>) {
    this.object = { ...metadata, ...stamp, ...fields };
    this.clientId = clientId;
  }

  get id(): string {
    return this.object.id;
  }

  get createdDateTime(): string {
    return this.object.createdDateTime;
  }

  get fields(): Fields {
    return this.object;
  }

  json(): readonly BodyPart[] {
    return [JSON.stringify(this.object)];
  }
}
