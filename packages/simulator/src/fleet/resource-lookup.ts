import { numberedName } from "./numbered-name.ts";

/** What a {@link ResourceLookup} must know of an entry of a fleet. */
export interface NumberedEntry {
  readonly spec: { readonly resourceId: string; readonly count?: number | undefined };
  readonly resourceCount: number;
  /** Index of its first resource in the fleet. */
  readonly firstResource: number;
}

const PLACE = "{n}";

/** Finds resources by id, without a list of all ids: an entry that stands for many is asked for its pattern. */
export class ResourceLookup {
  readonly #single = new Map<string, number>();
  readonly #patterns: { readonly prefix: string; readonly entry: NumberedEntry }[] = [];

  constructor(entries: readonly NumberedEntry[]) {
    for (const entry of entries) {
      const { resourceId, count } = entry.spec;
      const place = count === undefined ? -1 : resourceId.indexOf(PLACE);
      if (place < 0) this.#single.set(resourceId, entry.firstResource);
      else this.#patterns.push({ prefix: resourceId.slice(0, place), entry });
    }
  }

  /** Index of a resource in the fleet; `undefined` if there is none of this id. */
  find(resourceId: string): number | undefined {
    const single = this.#single.get(resourceId);
    if (single !== undefined) return single;
    for (const { prefix, entry } of this.#patterns) {
      if (!resourceId.startsWith(prefix)) continue;
      const n = numberIn(resourceId, prefix.length, entry);
      if (n !== undefined) return entry.firstResource + n - 1;
    }
    return undefined;
  }
}

/** Which of an entry's resources an id names. What follows the number may begin with a digit, too. */
function numberIn(
  resourceId: string,
  at: number,
  { spec, resourceCount }: NumberedEntry,
): number | undefined {
  let n = 0;
  for (let end = at; end < resourceId.length; end += 1) {
    const digit = resourceId.charCodeAt(end) - 48;
    if (!(digit >= 0 && digit <= 9)) return undefined;
    n = n * 10 + digit;
    if (n === 0 || n > resourceCount) return undefined;
    if (numberedName(spec.resourceId, n, spec.count) === resourceId) return n;
  }
  return undefined;
}
