import { z } from "zod";

/**
 * A URI with its scheme, as RFC 3986 spells it; at most 8,000 characters.
 *
 * @param min - characters; the shortest URI there is has 2
 */
export function boundedUri(min: number): z.ZodType<string, string> {
  return z.string().refine((text) => text.length >= min && text.length <= 8_000 && isUri(text), {
    message: "write a whole URI such as https://example.com/path",
  });
}

/** A URI of 2 to 8,000 characters. */
export const uriText: z.ZodType<string, string> = boundedUri(2);

const PCHAR = "(?:[\\w.~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})";
const USER_OR_HOST = "[\\w.~!$&'()*+,;=-]|%[0-9A-Fa-f]{2}";
const AUTHORITY = `(?:(?:${USER_OR_HOST}|:)*@)?(?:\\[([0-9A-Fa-f:.]+|[vV][0-9A-Fa-f]+\\.[\\w.~!$&'()*+,;=:-]+)\\]|(?:${USER_OR_HOST})*)(?::\\d*)?`;

/** Every repetition is told from what may follow it by its next character, so it takes linear time. */
const URI = new RegExp(
  `^[A-Za-z][A-Za-z0-9+.-]*:(?://${AUTHORITY}(?:/${PCHAR}*)*|/?(?:${PCHAR}+(?:/${PCHAR}*)*)?)` +
    `(?:\\?(?:${PCHAR}|[/?])*)?(?:#(?:${PCHAR}|[/?])*)?$`,
);

function isUri(text: string): boolean {
  const match = URI.exec(text);
  if (match === null) return false;
  const [, address] = match;
  return address === undefined || /^v/i.test(address) || isIpv6(address);
}

/** Eight groups of four hexadecimal digits; `::` once for at least one; the last two as IPv4, or not. */
function isIpv6(address: string): boolean {
  const groups = address.replace(/:(?:\d{1,3}\.){3}\d{1,3}$/, (ipv4) =>
    IPV4.test(ipv4.slice(1)) ? ":0:0" : "?",
  );
  const sides = groups.split("::");
  const counts = sides.map((side) => (side === "" ? 0 : side.split(":").length));
  const count = counts.reduce((sum, part) => sum + part, 0);
  if (sides.length > 2 || (sides.length === 2 ? count > 7 : count !== 8)) return false;
  return sides.every((side) => side === "" || side.split(":").every((group) => H16.test(group)));
}

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
const H16 = /^[0-9A-Fa-f]{1,4}$/;
