/** A size for people, in thousands: `512 B`, `1.2 MB`, `2.1 GB`. */
export function sizeText(byteLength: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = byteLength;
  let unit = 0;
  while (value >= 1_000 && unit < units.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}
