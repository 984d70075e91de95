/** What stands for the number in the names of resources that are alike. */
const PLACE = "{n}";

/**
 * The name of one of an entry's resources.
 *
 * @param pattern - may hold `{n}`
 * @param n - which one, from 1
 * @param count - how many the entry has; its pattern is taken as it stands if it does not say
 */
export function numberedName(pattern: string, n: number, count: number | undefined): string {
  return count === undefined ? pattern : pattern.replaceAll(PLACE, String(n));
}

/** What stands before the number; `undefined` if there is none. */
export function prefixOf(pattern: string): string | undefined {
  const place = pattern.indexOf(PLACE);
  return place < 0 ? undefined : pattern.slice(0, place);
}

/** What stands behind the last number; the whole text if there is none. */
export function suffixOf(pattern: string): string {
  return pattern.slice(pattern.lastIndexOf(PLACE) < 0 ? 0 : pattern.lastIndexOf(PLACE) + 3);
}

/**
 * Which of the names of a pattern a name is; `undefined` if it is none of them.
 *
 * @param pattern - holds `{n}`
 * @param count - its names have the numbers from 1 to this
 */
export function numberInName(name: string, pattern: string, count: number): number | undefined {
  const prefix = prefixOf(pattern) ?? pattern;
  if (!name.startsWith(prefix)) return undefined;
  let n = 0;
  for (let end = prefix.length; end < name.length; end += 1) {
    const digit = name.charCodeAt(end) - 48;
    if (!(digit >= 0 && digit <= 9)) return undefined;
    n = n * 10 + digit;
    if (n === 0 || n > count) return undefined;
    // What follows the number may begin with a digit, too.
    if (numberedName(pattern, n, count) === name) return n;
  }
  return undefined;
}
