import { mixedWord, type TextKey } from "@ven/core";
import type { LocalCalendar } from "../calendar/local-calendar.ts";
import { isStruck } from "../faults/apply-power-fault.ts";
import type { FaultSpan } from "../faults/fault-log.ts";

/** Never reuse a number. */
const STREAM = { late: 9_107, outOfOrder: 9_108, delay: 9_109, duplicate: 9_110 } as const;

/** How a reading travels. */
export interface Journey {
  /** The instant that it carries, epoch ms. */
  stampMs: number;
  /** When it arrives, epoch ms. */
  receivedAtMs: number;
  /** When it arrives again, epoch ms; `undefined` if it does not. */
  againAtMs: number | undefined;
}

/** What faults do to a reading on its way. */
export function journeyOf(
  key: TextKey,
  atMs: number,
  faults: readonly FaultSpan[],
  calendar: LocalCalendar,
): Journey {
  const journey: Journey = { stampMs: atMs, receivedAtMs: atMs, againAtMs: undefined };
  for (const { fault, fromMs, toMs } of faults) {
    if (atMs < fromMs || atMs >= toMs) continue;
    switch (fault.kind) {
      case "late":
        if (!isStruck(key, STREAM.late, fault.share, atMs)) break;
        journey.receivedAtMs += fault.delayMs;
        break;
      case "outOfOrder": {
        if (!isStruck(key, STREAM.outOfOrder, fault.share, atMs)) break;
        const word = mixedWord(key, STREAM.delay, Math.floor(atMs / 1_000));
        journey.receivedAtMs += Math.floor((word / 0x1_0000_0000) * fault.longestDelayMs);
        break;
      }
      case "duplicate":
        if (!isStruck(key, STREAM.duplicate, fault.share, atMs)) break;
        journey.againAtMs = fault.afterMs;
        break;
      case "dstDuplicate":
        journey.stampMs = firstTimeShown(atMs, calendar);
        break;
      default:
    }
  }
  if (journey.againAtMs !== undefined) journey.againAtMs += journey.receivedAtMs;
  return journey;
}

/** When local clocks showed the same first: the instant itself, but in the hour that they show twice. */
function firstTimeShown(atMs: number, calendar: LocalCalendar): number {
  const atS = Math.floor(atMs / 1_000);
  const day = calendar.dayAt(atS);
  return atMs - (atS - day.atWall(day.wallAt(atS))) * 1_000;
}
