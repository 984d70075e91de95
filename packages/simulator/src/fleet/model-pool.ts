import type { LoadModel } from "../models/load-model.ts";
import { createModel, type ModelSpec } from "../models/model-kinds.ts";
import type { Recordings } from "../models/replay/replay-model.ts";

/** Models by their specification, each made once: one object serves all loads that are alike. */
export class ModelPool {
  readonly #models = new Map<string, LoadModel>();
  readonly #recordings: Recordings;

  /** @param recordings - what `replay` models play. @defaultValue none */
  constructor(recordings: Recordings = {}) {
    this.#recordings = recordings;
  }

  /**
   * The model of a specification.
   *
   * @throws {InvalidValueError} if a recording is missing, or is not what the specification says
   */
  of(spec: ModelSpec): LoadModel {
    const text = JSON.stringify(spec);
    const known = this.#models.get(text);
    if (known !== undefined) return known;
    const model = createModel(spec, this.#recordings);
    this.#models.set(text, model);
    return model;
  }
}
