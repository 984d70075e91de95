/** Hours that are kept: more than a year. A power of two. */
const MOST_HOURS = 16_384;

/** A function of the hour that remembers the hours of the last year or so. Pure if that is. */
export function keptHours(compute: (hour: number) => number): (hour: number) => number {
  // Of each place: which hour it holds, plus a half, so that 0 is none.
  const tags = new Float64Array(MOST_HOURS);
  const values = new Float64Array(MOST_HOURS);
  return (hour) => {
    const place = hour & (MOST_HOURS - 1);
    const known = values[place] ?? 0;
    if (tags[place] === hour + 0.5) return known;
    const value = compute(hour);
    tags[place] = hour + 0.5;
    values[place] = value;
    return value;
  };
}
