const CONTROL_CHARACTERS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

/** Makes text from outside safe to print: one line, no control characters, at most 2,000 characters. */
export function printable(text: string): string {
  const oneLine = text.replace(CONTROL_CHARACTERS, " ").trim();
  return oneLine.length > 2_000 ? `${oneLine.slice(0, 1_997)}...` : oneLine;
}
