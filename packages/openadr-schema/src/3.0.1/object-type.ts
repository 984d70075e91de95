import { z } from "zod";

/** The kinds of objects that a VTN keeps. OpenADR 3.0.1 and 3.1.0 `objectTypes`. */
export const OBJECT_TYPES = [
  "PROGRAM",
  "EVENT",
  "REPORT",
  "SUBSCRIPTION",
  "VEN",
  "RESOURCE",
] as const;

/** A kind of object; see {@link OBJECT_TYPES}. */
export type ObjectType = (typeof OBJECT_TYPES)[number];

/** Checks an {@link ObjectType}. */
export const objectTypeSchema: z.ZodType<ObjectType, ObjectType> = z.enum(OBJECT_TYPES);
