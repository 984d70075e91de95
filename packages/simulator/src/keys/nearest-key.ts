/**
 * The known key that a mistyped one most likely meant: one that it begins, or that begins it, or else
 * the one that the fewest changes of a letter lead to.
 *
 * @returns `undefined` if none is near
 */
export function nearestKey(typed: string, known: readonly string[]): string | undefined {
  const low = typed.slice(0, 64).toLowerCase();
  const begun = known.find((key) => isBeginning(low, key.toLowerCase()));
  if (begun !== undefined) return begun;
  const [nearest] = known
    .map((key) => ({ key, changes: changesBetween(low, key.toLowerCase()) }))
    .sort((one, other) => one.changes - other.changes);
  return nearest !== undefined && nearest.changes <= 2 ? nearest.key : undefined;
}

function isBeginning(one: string, other: string): boolean {
  return one.length > 1 && (one.startsWith(other) || other.startsWith(one));
}

/** Levenshtein distance. */
function changesBetween(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const change = from[row - 1] === to[column - 1] ? 0 : 1;
      const [above = 0, beside = 0, before = 0] = [
        previous[column],
        current[column - 1],
        previous[column - 1],
      ];
      current.push(Math.min(above + 1, beside + 1, before + change));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
