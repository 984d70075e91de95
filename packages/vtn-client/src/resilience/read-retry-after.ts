/** Longest wait that is believed, ms: one day. */
const LONGEST_MS = 86_400_000;

/**
 * Reads a `Retry-After` header: whole seconds, or an HTTP date.
 *
 * @param nowAtMs - epoch milliseconds
 * @returns ms from now, 0 to one day; `undefined` if there is none or it makes no sense
 */
export function readRetryAfter(header: string | undefined, nowAtMs: number): number | undefined {
  const text = header?.trim() ?? "";
  if (text === "" || text.length > 40) return undefined;
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1_000, LONGEST_MS);
  // Date.parse takes much that is no HTTP date: those begin with the name of a day.
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return undefined;
  const atMs = Date.parse(text);
  if (Number.isNaN(atMs)) return undefined;
  return Math.min(Math.max(0, atMs - nowAtMs), LONGEST_MS);
}
