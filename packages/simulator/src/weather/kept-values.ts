/** Values that are kept: hours of almost two years, minutes of eleven days. A power of two. */
const MOST_VALUES = 16_384;

/** A function of whole numbers, such as hours, that remembers its last values. Pure if that is. */
export function keptValues(compute: (at: number) => number): (at: number) => number {
  // Of each place: which number it holds the value of, plus a half, so that 0 is none.
  const tags = new Float64Array(MOST_VALUES);
  const values = new Float64Array(MOST_VALUES);
  return (at) => {
    const place = at & (MOST_VALUES - 1);
    const known = values[place] ?? 0;
    if (tags[place] === at + 0.5) return known;
    const value = compute(at);
    tags[place] = at + 0.5;
    values[place] = value;
    return value;
  };
}
