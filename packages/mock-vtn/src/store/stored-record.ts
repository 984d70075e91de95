import type { ObjectMetadata } from "@ven/openadr-schema/3.1.0";
import type { BodyPart } from "../http/vtn-answer.ts";

/** An object as the VTN keeps it. */
export interface StoredRecord<Fields = object> {
  readonly id: string;
  /** The client that owns the object, or made it. */
  readonly clientId: string;
  readonly createdDateTime: string;
  /** What the VTN itself reads of the object. */
  readonly fields: Fields;
  /** The whole object. */
  readonly object: Fields & ObjectMetadata;
  /** Length of the JSON text that it is kept as; 0 if it is kept as an object. */
  readonly byteLength: number;
  /** The object as JSON text, in parts. */
  json(): readonly BodyPart[];
}

/** What becomes a record once the VTN has added its metadata. */
export interface Draft<Fields = object> {
  readonly fields: Fields;
  readonly clientId: string;
  /** What the VTN says of the object besides its metadata. */
  readonly stamp?: { readonly clientID?: string };
  /** JSON text of exactly these fields, where there is one. */
  readonly bytes?: Uint8Array | undefined;
}
