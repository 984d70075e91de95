import { z } from "zod";
import { constantModel, constantSpec } from "./constant/constant-model.ts";
import type { LoadModel } from "./load-model.ts";

/** What a load of a fleet is: a model and its settings. */
export const modelSpec = z.discriminatedUnion("model", [constantSpec]);

/** See {@link modelSpec}. */
export type ModelSpec = z.infer<typeof modelSpec>;

/** A {@link ModelSpec} as a person writes it: what has a default may be left out. */
export type ModelSpecInput = z.input<typeof modelSpec>;

/** Makes the model of a specification. */
export function createModel(spec: ModelSpec): LoadModel {
  switch (spec.model) {
    case "constant":
      return constantModel(spec);
    default:
      return spec.model satisfies never;
  }
}
