/** Text from outside as it may stand in an SVG: escaped, without control characters, cut to 80 characters. */
export function svgText(text: string): string {
  const clean = text.replace(/\p{Cc}+|\p{Cs}/gu, " ").trim();
  const cut = clean.length > 80 ? `${clean.slice(0, 79)}…` : clean;
  return cut
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** A coordinate: at most one digit behind the point. */
export function svgNumber(value: number): string {
  return String(Math.round(value * 10) / 10 + 0);
}
