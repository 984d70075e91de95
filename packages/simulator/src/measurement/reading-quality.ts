/** What a reading is worth; its code in a column of qualities. Never change a number. */
export const READING_QUALITY = {
  /** As the meter measured it. */
  OK: 0,
  /** There is none. */
  MISSING: 1,
  /** There was none; somebody filled it in. */
  ESTIMATED: 2,
  /** There is one, but the meter says that something is wrong with it. */
  BAD: 3,
} as const;

/** A name of {@link READING_QUALITY}. */
export type ReadingQuality = keyof typeof READING_QUALITY;

const NAMES = Object.keys(READING_QUALITY) as readonly ReadingQuality[];

/** The name of a code; MISSING of a value that is `NaN`, whatever the code says. */
export function qualityOf(value: number, code: number | undefined): ReadingQuality {
  return Number.isNaN(value) ? "MISSING" : (NAMES[code ?? READING_QUALITY.OK] ?? "BAD");
}
