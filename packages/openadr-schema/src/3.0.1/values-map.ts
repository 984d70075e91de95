import { z } from "zod";
import { freeText, nameText } from "../text/bounded-text.ts";
import { wireSchema } from "../wire-schema.ts";
import { type Point, pointSchema } from "./point.ts";

/** One value of a {@link ValuesMap}. */
export type Value = number | string | boolean | Point;

/** Values of one type: a payload, an attribute or a target. OpenADR 3.0.1 and 3.1.0 `valuesMap`. */
export interface ValuesMap {
  /** One of the enumerations, such as `PRICE`, or a private name; 1 to 128 characters. */
  readonly type: string;
  readonly values: readonly Value[];
}

/** Checks a {@link ValuesMap}; unknown properties survive. */
export const valuesMapSchema: z.ZodType<ValuesMap, ValuesMap> = wireSchema<ValuesMap>()(
  z.looseObject({
    type: nameText,
    values: z.array(z.union([z.number(), freeText, z.boolean(), pointSchema])),
  }),
);
