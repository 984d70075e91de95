// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** Makes text from outside safe to print: one line, no control characters, at most 2,000 characters. */
export function printable(text: string): string {
  const oneLine = text.replace(CONTROL_CHARACTERS, " ").trim();
  return oneLine.length > 2_000 ? `${oneLine.slice(0, 1_997)}...` : oneLine;
}
