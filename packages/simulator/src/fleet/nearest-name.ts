/** Names that others give to what is known here under another one, in lower case. */
const otherNames = new Map([
  ["solar", "pv"],
  ["solarpanels", "pv"],
  ["solar-panels", "pv"],
  ["panels", "pv"],
  ["photovoltaic", "pv"],
  ["storage", "battery"],
  ["car", "ev"],
  ["charger", "ev-charging"],
  ["cooling", "refrigeration"],
  ["freezer", "fridge"],
  ["boiler", "hot-water"],
  ["apartment", "flat"],
  ["home", "house"],
  ["villa", "house"],
  ["bar", "pub"],
  ["store", "shop"],
  ["daycare", "kindergarten"],
  ["leisure", "sports-hall"],
]);

/**
 * What to do about a name that is not known: the nearest that is, and all that are.
 *
 * @param known - at least one
 */
export function oneOf(name: unknown, known: readonly string[]): string {
  const meant = typeof name === "string" ? nearestName(name, known) : undefined;
  const shown = known.slice(0, 60).join(", ");
  return meant === undefined
    ? `give one of ${shown}`
    : `did you mean ${meant}? give one of ${shown}`;
}

function nearestName(name: string, known: readonly string[]): string | undefined {
  const typed = name.toLowerCase();
  const other = otherNames.get(typed);
  if (other !== undefined && known.includes(other)) return other;
  const most = name.length < 4 ? 1 : Math.max(2, Math.floor(name.length / 3));
  const [nearest] = known
    .map((each) => ({ each, distance: editDistance(typed, each.toLowerCase()) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance);
  if (nearest !== undefined || typed.length < 2) return nearest?.each;
  return known.find((each) => each.toLowerCase().startsWith(typed));
}

/** Levenshtein distance; texts longer than 64 are cut. */
function editDistance(a: string, b: string): number {
  const to = [...b.slice(0, 64)];
  let row = [0, ...to.map((_, at) => at + 1)];
  for (const [y, letter] of [...a.slice(0, 64)].entries()) {
    const next = [y + 1];
    to.forEach((other, x) => {
      const change = (row[x] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(change, (row[x + 1] ?? 0) + 1, (next[x] ?? 0) + 1));
    });
    row = next;
  }
  return row.at(-1) ?? 0;
}
