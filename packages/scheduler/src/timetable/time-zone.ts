import { InvalidValueError } from "@ven/core";

/**
 * Checks an IANA time zone name such as `Europe/Copenhagen`.
 *
 * @throws {InvalidValueError} if this machine knows no such zone; names the nearest one it knows
 */
export function checkTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
  } catch (cause) {
    const nearest = nearestZone(String(timeZone));
    const rule =
      nearest === undefined ? "give an IANA name such as UTC" : `did you mean ${nearest}?`;
    throw new InvalidValueError("time zone", timeZone, rule, { cause });
  }
}

/** The zone that is at most two letters away, with or without its continent. */
function nearestZone(text: string): string | undefined {
  const wanted = text.toLowerCase().replaceAll(" ", "_");
  let nearest: string | undefined;
  let nearestEdits = 3;
  for (const zone of Intl.supportedValuesOf("timeZone")) {
    const name = zone.toLowerCase();
    const city = name.slice(name.lastIndexOf("/") + 1);
    const edits = Math.min(editsBetween(wanted, name), editsBetween(wanted, city));
    if (edits < nearestEdits) {
      nearest = zone;
      nearestEdits = edits;
    }
  }
  return nearest;
}

/** Levenshtein distance: how many letters to add, drop or change. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
