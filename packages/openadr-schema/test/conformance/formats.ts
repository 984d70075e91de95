// The formats of the OpenAPI files as the RFCs word them, rule by rule, to judge by: ajv-formats
// departs from both RFCs in places that formats.test.ts lists.

/** RFC 3986, appendix A, `URI`. */
export function isUri(text: string): boolean {
  return URI.test(text);
}

/**
 * RFC 3339, section 5.6, `date-time`, whose note allows a space between date and time, with a leap
 * second in the last minute of a UTC day only.
 */
export function isDateTime(text: string): boolean {
  const match = DATE_TIME.exec(text);
  if (match === null) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map(Number);
  const [offsetHour = 0, offsetMinute = 0] = match
    .slice(8, 10)
    .map((digits) => Number(digits ?? 0));
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return false;
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return false;
  if (second < 60) return true;
  const offset = (match[7]?.startsWith("-") ? -1 : 1) * (offsetHour * 60 + offsetMinute);
  return new Date(Date.UTC(2000, 0, 2, hour, minute - offset)).toISOString().includes("T23:59");
}

/** The forms of "now" that the two versions document, and the same with a zone. */
export const NOW_FORMS: readonly string[] = ["0001-01-01", "0000-00-00"].flatMap((date) => [
  date,
  `${date}T00:00:00`,
  `${date}T00:00:00Z`,
  `${date}T00:00:00+00:00`,
  `${date}T00:00:00.000Z`,
]);

/** {@link isDateTime}, or a documented form of "now". */
export function isDateTimeOrNow(text: string): boolean {
  return NOW_FORMS.includes(text) || isDateTime(text);
}

const DATE_TIME =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?([Zz]|[+-](\d{2}):(\d{2}))$/;

const unreserved = "[A-Za-z0-9\\-._~]";
const pctEncoded = "%[0-9A-Fa-f]{2}";
const subDelims = "[!$&'()*+,;=]";
const pchar = `(?:${unreserved}|${pctEncoded}|${subDelims}|[:@])`;
const decOctet = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
const ipv4 = `(?:${decOctet}\\.){3}${decOctet}`;
const h16 = "[0-9A-Fa-f]{1,4}";
const ls32 = `(?:${h16}:${h16}|${ipv4})`;
const ipv6 = [
  `(?:${h16}:){6}${ls32}`,
  `::(?:${h16}:){5}${ls32}`,
  `(?:${h16})?::(?:${h16}:){4}${ls32}`,
  `(?:(?:${h16}:){0,1}${h16})?::(?:${h16}:){3}${ls32}`,
  `(?:(?:${h16}:){0,2}${h16})?::(?:${h16}:){2}${ls32}`,
  `(?:(?:${h16}:){0,3}${h16})?::${h16}:${ls32}`,
  `(?:(?:${h16}:){0,4}${h16})?::${ls32}`,
  `(?:(?:${h16}:){0,5}${h16})?::${h16}`,
  `(?:(?:${h16}:){0,6}${h16})?::`,
].join("|");
const ipvFuture = `[vV][0-9A-Fa-f]+\\.(?:${unreserved}|${subDelims}|:)+`;
const ipLiteral = `\\[(?:${ipv6}|${ipvFuture})\\]`;
const regName = `(?:${unreserved}|${pctEncoded}|${subDelims})*`;
const userinfo = `(?:${unreserved}|${pctEncoded}|${subDelims}|:)*`;
const authority = `(?:${userinfo}@)?(?:${ipLiteral}|${ipv4}|${regName})(?::[0-9]*)?`;
const pathAbempty = `(?:/${pchar}*)*`;
const pathRootless = `${pchar}+${pathAbempty}`;
const pathAbsolute = `/(?:${pathRootless})?`;
const hierPart = `(?://${authority}${pathAbempty}|${pathAbsolute}|${pathRootless}|)`;
const query = `(?:${pchar}|[/?])*`;
const URI = new RegExp(`^[A-Za-z][A-Za-z0-9+\\-.]*:${hierPart}(?:\\?${query})?(?:#${query})?$`);
