import { numberInName, prefixOf } from "./numbered-name.ts";

/** What a {@link ResourceLookup} must know of an entry of a fleet. */
export interface NumberedEntry {
  readonly spec: { readonly resourceId: string; readonly count?: number | undefined };
  readonly resourceCount: number;
  /** Index of its first resource in the fleet. */
  readonly firstResource: number;
}

/** Finds resources by id, without a list of all ids: an entry that stands for many is asked for its pattern. */
export class ResourceLookup {
  readonly #single = new Map<string, number>();
  readonly #patterns: NumberedEntry[] = [];

  constructor(entries: readonly NumberedEntry[]) {
    for (const entry of entries) {
      const { resourceId, count } = entry.spec;
      if (count !== undefined && prefixOf(resourceId) !== undefined) this.#patterns.push(entry);
      else this.#single.set(resourceId, entry.firstResource);
    }
  }

  /** Index of a resource in the fleet; `undefined` if there is none of this id. */
  find(resourceId: string): number | undefined {
    const single = this.#single.get(resourceId);
    if (single !== undefined) return single;
    for (const { spec, resourceCount, firstResource } of this.#patterns) {
      const n = numberInName(resourceId, spec.resourceId, resourceCount);
      if (n !== undefined) return firstResource + n - 1;
    }
    return undefined;
  }
}
