/**
 * The name of one of an entry's resources.
 *
 * @param pattern - may hold `{n}`
 * @param n - which one, from 1
 * @param count - how many the entry has; its pattern is taken as it stands if it does not say
 */
export function numberedName(pattern: string, n: number, count: number | undefined): string {
  return count === undefined ? pattern : pattern.replaceAll("{n}", String(n));
}
