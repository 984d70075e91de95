const PARTS =
  /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** A duration with every part written out: `PT15M` as `P0Y0M0DT0H15M0S`. A text that is none stays. */
export function fullDurationText(text: string): string {
  const match = text.length <= 64 ? PARTS.exec(text) : null;
  if (match === null) return text;
  const [, sign = "", ...parts] = match;
  const [years, months, weeks, days, hours, minutes, seconds] = parts.map((part) => part ?? "0");
  const allDays = BigInt(weeks ?? "0") * 7n + BigInt(days ?? "0");
  return `${sign}P${years}Y${months}M${allDays}DT${hours}H${minutes}M${seconds}S`;
}
