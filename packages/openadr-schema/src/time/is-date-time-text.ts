/** Longest date-time that is read, characters. */
export const LONGEST_DATE_TIME = 64;

const DATE_TIME =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/** `0001-01-01` (3.1.0) and `0000-00-00` (3.0.1), bare, at midnight, with or without their zone. */
const NOW = /^(?:0001-01-01|0000-00-00)(?:[Tt]00:00:00(?:\.0+)?(?:[Zz]|[+-]00:00)?)?$/;

/** Whether a text is one of the documented forms of "now". */
export function isNowText(text: string): boolean {
  return text.length <= LONGEST_DATE_TIME && NOW.test(text);
}

/**
 * Whether a text is a date-time of RFC 3339 with its zone: `2026-03-29T01:00:00Z`.
 *
 * @param options.allowNow - also take the documented forms of "now". @defaultValue false
 */
export function isDateTimeText(
  text: string,
  options: { readonly allowNow?: boolean } = {},
): boolean {
  if (text.length > LONGEST_DATE_TIME) return false;
  if (options.allowNow === true && isNowText(text)) return true;
  const match = DATE_TIME.exec(text);
  if (match === null) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map(Number);
  const offsetHour = Number(match[8] ?? 0);
  const offsetMinute = Number(match[9] ?? 0);
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return false;
  if (hour > 23 || minute > 59 || offsetHour > 23 || offsetMinute > 59) return false;
  return second <= 59 || (second === 60 && isLastMinuteOfUtcDay(hour, minute, match));
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** A leap second ends a UTC day. */
function isLastMinuteOfUtcDay(hour: number, minute: number, match: RegExpExecArray): boolean {
  const sign = match[7] === "-" ? -1 : 1;
  const offset = sign * (Number(match[8] ?? 0) * 60 + Number(match[9] ?? 0));
  const utcMinute = (((hour * 60 + minute - offset) % 1_440) + 1_440) % 1_440;
  return utcMinute === 1_439;
}
