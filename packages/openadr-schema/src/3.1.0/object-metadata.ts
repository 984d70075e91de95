import { z } from "zod";
import { dateTimeText } from "../text/date-time-text.ts";
import { objectIdText } from "../text/object-id.ts";
import { wireSchema } from "../wire-schema.ts";
import { type ObjectType, objectTypeSchema } from "./object-type.ts";

/** What a VTN adds to every object. OpenADR 3.1.0 `objectMetadata`. */
export interface ObjectMetadata {
  readonly id: string;
  /** RFC 3339. */
  readonly createdDateTime: string;
  /** RFC 3339. */
  readonly modificationDateTime: string;
  readonly objectType: ObjectType;
}

/** The properties of {@link ObjectMetadata}, for the schemas that hold them. */
export const objectMetadataShape: {
  readonly id: z.ZodType<string, string>;
  readonly createdDateTime: z.ZodType<string, string>;
  readonly modificationDateTime: z.ZodType<string, string>;
  readonly objectType: z.ZodType<ObjectType, ObjectType>;
} = {
  id: objectIdText,
  createdDateTime: dateTimeText,
  modificationDateTime: dateTimeText,
  objectType: objectTypeSchema,
};

/** Checks an {@link ObjectMetadata}; unknown properties survive. */
export const objectMetadataSchema: z.ZodType<ObjectMetadata, ObjectMetadata> =
  wireSchema<ObjectMetadata>()(z.looseObject(objectMetadataShape));
