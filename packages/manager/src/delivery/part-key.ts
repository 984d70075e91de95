const RANGE = /\.\d+-\d+$/;

/** The key of an entry that holds some rows of another, from the first to the last of them. */
export function partKey(key: string, rows: Uint32Array): string {
  return `${wholeKey(key)}.${rows[0]}-${rows[rows.length - 1]}`;
}

/** The key of the tick's entry that an entry is a part of; its own, if it is whole. */
export function wholeKey(key: string): string {
  return key.replace(RANGE, "");
}

/** Whether an entry is a part of another: those travel alone, or what was parted would meet again. */
export function isPart(key: string): boolean {
  return RANGE.test(key);
}
