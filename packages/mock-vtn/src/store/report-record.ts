import type { ObjectMetadata } from "@ven/openadr-schema/3.1.0";
import { textOf } from "../http/read-json.ts";
import type { BodyPart } from "../http/vtn-answer.ts";
import type { ReportFields } from "./object-fields.ts";
import { ownedBytes } from "./owned-bytes.ts";
import type { Draft, StoredRecord } from "./stored-record.ts";

const OPENING_BRACE = 0x7b;

/**
 * A report, kept as the JSON text that came behind the VTN's own metadata: none of its values is
 * written out again, and none takes memory as an object.
 */
export class ReportRecord implements StoredRecord<ReportFields> {
  readonly id: string;
  readonly clientId: string;
  readonly createdDateTime: string;
  readonly fields: ReportFields;
  /** `{"id":…,`: metadata as JSON, up to where the fields begin. */
  readonly #head: string;
  /** From the first field to the closing brace. */
  readonly #rest: Uint8Array;

  constructor(metadata: ObjectMetadata, { fields, stamp, clientId, bytes }: Draft<ReportFields>) {
    this.id = metadata.id;
    this.clientId = clientId;
    this.createdDateTime = metadata.createdDateTime;
    const { eventID, programID, clientName, reportName } = fields;
    this.fields = {
      eventID,
      clientName,
      ...(programID === undefined ? {} : { programID }),
      ...(reportName === undefined ? {} : { reportName }),
    };
    this.#head = `${JSON.stringify({ ...metadata, ...stamp }).slice(0, -1)},`;
    const text = bytes ?? Buffer.from(JSON.stringify(fields));
    this.#rest = ownedBytes(text.subarray(text.indexOf(OPENING_BRACE) + 1));
  }

  get byteLength(): number {
    return this.#head.length + this.#rest.byteLength;
  }

  get object(): ReportFields & ObjectMetadata {
    return JSON.parse(this.#head + textOf(this.#rest)) as ReportFields & ObjectMetadata;
  }

  json(): readonly BodyPart[] {
    return [this.#head, this.#rest];
  }
}
