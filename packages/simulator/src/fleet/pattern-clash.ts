import { numberedName, numberInName, prefixOf, suffixOf } from "./numbered-name.ts";

/** The names of an entry that stands for many: a text with `{n}`, and how many there are. */
export interface NamePattern {
  readonly name: string;
  readonly count: number;
}

/**
 * A name that two patterns have in common; `undefined` if there is none. It takes as long for a million
 * names as for one, unless a pattern has several numbers.
 *
 * @param inner - its prefix begins with that of `outer`
 */
export function patternClash(outer: NamePattern, inner: NamePattern): string | undefined {
  for (const m of numbersToTry(outer, inner)) {
    const name = numberedName(inner.name, m, inner.count);
    if (numberInName(name, outer.name, outer.count) !== undefined) return name;
  }
  return undefined;
}

/**
 * If any name of `inner` is one of `outer`, so is that of one of these numbers. Where the number of
 * `outer` ends within that of `inner`, the rest of the latter stands in what follows the former; all else
 * is digits that may be as few as possible: none, or 1.
 */
function numbersToTry(outer: NamePattern, inner: NamePattern): Iterable<number> {
  const outerSuffix = suffixOf(outer.name);
  const innerSuffix = suffixOf(inner.name);
  if (!outerSuffix.endsWith(innerSuffix) && !innerSuffix.endsWith(outerSuffix)) return [];
  if (hasSeveralNumbers(outer) || hasSeveralNumbers(inner)) return upTo(inner.count);
  const rest = outerSuffix.slice(0, Math.max(0, outerSuffix.length - innerSuffix.length));
  const [digits = ""] = /\d{0,8}$/.exec(rest) ?? [];
  const tails = Array.from(digits, (_, at) => digits.slice(at));
  return ["1", ...tails.filter((tail) => !tail.startsWith("0")), ...tails.map((tail) => `1${tail}`)]
    .map(Number)
    .filter((m) => m <= inner.count);
}

function hasSeveralNumbers({ name }: NamePattern): boolean {
  return `${prefixOf(name)}{n}${suffixOf(name)}` !== name;
}

function* upTo(count: number): Generator<number> {
  for (let n = 1; n <= count; n += 1) yield n;
}
