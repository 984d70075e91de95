import { InvalidValueError } from "@ven/core";

/** Calendars know the years 1900 to 2200. */
const FIRST_MS = Date.UTC(1900, 0, 1);
const END_MS = Date.UTC(2201, 0, 1);

/** What models may look back and ahead from an instant, ms. */
const MARGIN_MS = 366 * 86_400_000;

/**
 * Checks what somebody wants to know about.
 *
 * @param name - of the value, such as `fromMs`
 * @param atMs - epoch ms
 * @throws {InvalidValueError} if it is not whole, or not within the years 1900 to 2200
 */
export function checkInstant(name: string, atMs: number): void {
  if (Number.isSafeInteger(atMs) && atMs >= FIRST_MS && atMs <= END_MS) return;
  throw new InvalidValueError(name, atMs, "give whole epoch ms of the years 1900 to 2200");
}

/** @throws {InvalidValueError} if a calendar cannot tell the day of an instant, epoch s */
export function checkCalendarInstant(atS: number): void {
  const atMs = atS * 1_000;
  if (atMs >= FIRST_MS - MARGIN_MS && atMs < END_MS + MARGIN_MS) return;
  throw new InvalidValueError("instant", atMs, "give epoch ms of the years 1900 to 2200");
}
