import type { ModelSpec } from "../models/model-kinds.ts";

/** The model of a kind of load at a kind of site, where the fleet does not say. */
export function catalogueModel(_resourceType: string, _kind: string): ModelSpec {
  return { model: "constant" };
}
