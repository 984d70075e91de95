const ZERO = 48;
const MINUS = 45;
const POINT = 46;

/** Most bytes that a number takes, such as `-1.2345678901234567e-300`. */
export const MAX_NUMBER_BYTES = 25;

/**
 * Writes a finite number as JavaScript spells it.
 *
 * Whole tenths, as the simulator's are, are written digit by digit, without a string on the way.
 *
 * @returns where the next byte goes
 */
export function writeNumber(bytes: Uint8Array, offset: number, value: number): number {
  const tenths = Math.round(value * 10);
  if (tenths / 10 !== value || tenths > 2e9 || tenths < -2e9) {
    return writeText(bytes, offset, String(value));
  }
  let at = offset;
  if (tenths < 0) {
    bytes[at] = MINUS;
    at += 1;
  }
  const whole = Math.floor(Math.abs(tenths) / 10) | 0;
  const tenth = Math.abs(tenths) - whole * 10;
  at = writeWhole(bytes, at, whole);
  if (tenth === 0) return at;
  bytes[at] = POINT;
  bytes[at + 1] = ZERO + tenth;
  return at + 2;
}

function writeWhole(bytes: Uint8Array, offset: number, whole: number): number {
  let end = offset + 1;
  for (let rest = whole; rest >= 10; rest = (rest / 10) | 0) end += 1;
  let rest = whole;
  for (let at = end - 1; at >= offset; at -= 1) {
    const tens = (rest / 10) | 0;
    bytes[at] = ZERO + rest - tens * 10;
    rest = tens;
  }
  return end;
}

function writeText(bytes: Uint8Array, offset: number, text: string): number {
  for (let i = 0; i < text.length; i += 1) bytes[offset + i] = text.charCodeAt(i);
  return offset + text.length;
}
