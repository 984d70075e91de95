import type { BrokenRule } from "./broken-rule.ts";
import { numberedName, numberInName, prefixOf } from "./numbered-name.ts";
import { patternClash } from "./pattern-clash.ts";

/** What a fleet calls something, or so many things that differ by `{n}`. */
export interface NamedEntry {
  readonly path: readonly PropertyKey[];
  readonly name: string;
  readonly count: number | undefined;
}

interface Pattern extends NamedEntry {
  readonly count: number;
  readonly prefix: string;
}

/** Names that are used more than once; what stands for many is compared by its pattern. */
export function* repeatedNames(entries: readonly NamedEntry[]): Generator<BrokenRule> {
  const single = new Map<string, NamedEntry>();
  const patterns: Pattern[] = [];
  for (const entry of entries) {
    const { name, count = 1, path } = entry;
    const prefix = prefixOf(name);
    if (count > 1 && prefix !== undefined) {
      patterns.push({ ...entry, count, prefix });
      continue;
    }
    const only = numberedName(name, 1, entry.count);
    if (single.has(only)) yield { path, rule: "it is used twice; make it unique" };
    single.set(only, entry);
  }
  yield* clashingPatterns(patterns);
  yield* clashingNames(single, patterns);
}

function* clashingPatterns(patterns: readonly Pattern[]): Generator<BrokenRule> {
  const sorted = [...patterns].sort(
    (a, b) => Number(a.prefix > b.prefix) - Number(a.prefix < b.prefix),
  );
  for (const [at, outer] of sorted.entries()) {
    for (let next = at + 1; next < sorted.length; next += 1) {
      const inner = sorted[next];
      if (!inner?.prefix.startsWith(outer.prefix)) break;
      const name = patternClash(outer, inner);
      if (name !== undefined) yield alsoOf(inner, name, outer);
    }
  }
}

function* clashingNames(
  single: ReadonlyMap<string, NamedEntry>,
  patterns: readonly Pattern[],
): Generator<BrokenRule> {
  const byPrefix = new Map<string, Pattern[]>();
  for (const pattern of patterns) {
    const sharing = byPrefix.get(pattern.prefix);
    if (sharing === undefined) byPrefix.set(pattern.prefix, [pattern]);
    else sharing.push(pattern);
  }
  const lengths = new Set(patterns.map(({ prefix }) => prefix.length));
  for (const [name, entry] of single) {
    for (const length of lengths) {
      const sharing = byPrefix.get(name.slice(0, length)) ?? [];
      const other = sharing.find((each) => numberInName(name, each.name, each.count) !== undefined);
      if (other !== undefined) yield alsoOf(entry, name, other);
    }
  }
}

function alsoOf({ path }: NamedEntry, name: string, { name: pattern, count }: Pattern): BrokenRule {
  const rule = `${JSON.stringify(name)} is one of the ${count} of ${JSON.stringify(pattern)}, too; make it unique`;
  return { path, rule };
}
