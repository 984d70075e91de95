import { z } from "zod";
import { wireSchema } from "../wire-schema.ts";

/** A point of a curve. OpenADR 3.0.1 and 3.1.0 `point`. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Checks a {@link Point}; unknown properties survive. */
export const pointSchema: z.ZodType<Point, Point> = wireSchema<Point>()(
  z.looseObject({ x: z.number(), y: z.number() }),
);
