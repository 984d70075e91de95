import type { z } from "zod";
import { dateTimeText } from "../text/date-time-text.ts";
import { objectIdText } from "../text/object-id.ts";

/** What a VTN adds to an object. OpenADR 3.0.1 leaves all of it optional. */
export interface ObjectMetadata {
  readonly id?: string;
  /** RFC 3339. */
  readonly createdDateTime?: string;
  /** RFC 3339. */
  readonly modificationDateTime?: string;
}

/** The properties of {@link ObjectMetadata}, for the schemas that hold them. */
export const objectMetadataShape: {
  readonly id: z.ZodOptional<z.ZodType<string, string>>;
  readonly createdDateTime: z.ZodOptional<z.ZodType<string, string>>;
  readonly modificationDateTime: z.ZodOptional<z.ZodType<string, string>>;
} = {
  id: objectIdText.optional(),
  createdDateTime: dateTimeText.optional(),
  modificationDateTime: dateTimeText.optional(),
};
