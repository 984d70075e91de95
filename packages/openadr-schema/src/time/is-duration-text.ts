/** Longest duration that is read, characters. */
export const LONGEST_DURATION = 64;

/**
 * Whether a text is an ISO 8601 duration as OpenADR 3 spells it: `P1DT2H`, `PT0.5S`, `-PT5M`.
 * Linear in the text's length, which is at most 64.
 */
export function isDurationText(text: string): boolean {
  if (text.length > LONGEST_DURATION) return false;
  let position = text.startsWith("-") ? 1 : 0;
  if (text[position] !== "P") return false;
  position += 1;
  const digitsFrom = (from: number) => {
    let end = from;
    while (end < text.length && isDigit(text.charCodeAt(end))) end += 1;
    return end;
  };
  /** Reads `<digits><unit>` for each unit in turn, each optional. */
  const readParts = (units: readonly string[]) => {
    let hasPart = false;
    for (const unit of units) {
      let end = digitsFrom(position);
      if (end === position) break;
      if (unit === "S" && text[end] === ".") {
        const fractionEnd = digitsFrom(end + 1);
        if (fractionEnd === end + 1) return hasPart;
        end = fractionEnd;
      }
      if (!unit.includes(text[end] ?? " ")) continue;
      position = end + 1;
      hasPart = true;
    }
    return hasPart;
  };
  const hasDate = readParts(["Y", "M", "DW"]);
  if (text[position] !== "T") return hasDate && position === text.length;
  position += 1;
  const hasTime = readParts(["H", "M", "S"]);
  // The specification's pattern takes a bare T behind a date.
  return (hasDate || hasTime) && position === text.length;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
