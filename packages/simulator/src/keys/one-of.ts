import { nearestName } from "@ven/core";

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
  const meant = typeof name === "string" ? meantName(name, known) : undefined;
  const shown = known.slice(0, 60).join(", ");
  return meant === undefined
    ? `give one of ${shown}`
    : `did you mean ${meant}? give one of ${shown}`;
}

function meantName(name: string, known: readonly string[]): string | undefined {
  const typed = name.toLowerCase();
  const other = otherNames.get(typed);
  if (other !== undefined && known.includes(other)) return other;
  const nearest = nearestName(name, known);
  if (nearest !== undefined || typed.length < 2) return nearest;
  return known.find((each) => each.toLowerCase().startsWith(typed));
}
