import { InvalidValueError } from "@ven/core";

const UNITS: ReadonlyMap<string, number> = new Map([
  ["b", 1],
  ["kb", 1e3],
  ["mb", 1e6],
  ["gb", 1e9],
  ["tb", 1e12],
  ["kib", 1_024],
  ["mib", 1_048_576],
  ["gib", 1_073_741_824],
  ["tib", 1_099_511_627_776],
]);

/**
 * Reads a size such as `500MB`, `1.5GB` or `2GiB`: a number and its unit, in whatever case.
 *
 * @returns whole bytes, 1 or more
 * @throws {InvalidValueError} if the text says something else
 */
export function parseSize(text: string): number {
  const [, digits, unit = ""] = /^(\d{1,15}(?:\.\d{1,9})?) ?([kmgt]?i?b)$/i.exec(text.trim()) ?? [];
  const byteLength = Math.floor(Number(digits) * (UNITS.get(unit.toLowerCase()) ?? Number.NaN));
  if (Number.isSafeInteger(byteLength) && byteLength >= 1) return byteLength;
  throw new InvalidValueError(
    "size",
    text,
    "write a number and a unit (B, kB, MB, GB, KiB, MiB or GiB), such as 500MB",
  );
}
