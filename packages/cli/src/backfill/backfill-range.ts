import { parseInterval } from "@ven/scheduler";
import { LocalCalendar } from "@ven/simulator";
import { SettingError } from "../errors/setting-error.ts";
import { readInstant } from "../simulate/simulated-range.ts";

/** Most instants in one period. */
const MOST_TICKS = 1e9;

/** Which past period is reported. */
export interface BackfillRange {
  /** Epoch ms. */
  readonly fromMs: number;
  /** Epoch ms; after `fromMs`, not after now. */
  readonly toMs: number;
  /** From a reading to the next, ms. */
  readonly everyMs: number;
}

/**
 * Reads `--from`, `--to` and `--every`.
 *
 * @throws {SettingError} if one cannot be read, there is nothing between them, or it is not past yet
 */
export function backfillRange(
  { from, to, every }: { readonly from: string; readonly to: string; readonly every: string },
  timeZone: string,
  nowMs: number,
): BackfillRange {
  const calendar = new LocalCalendar(timeZone);
  const fromMs = readInstant("--from", from, calendar);
  const toMs = readInstant("--to", to, calendar);
  if (toMs <= fromMs) {
    throw new SettingError(`--to ${to} is not after --from ${from} (in ${timeZone})`);
  }
  if (toMs > nowMs) {
    const now = new Date(nowMs).toISOString();
    throw new SettingError(
      `--to ${to} is not past yet (now it is ${now}): \`ven run\` reports what is to come`,
    );
  }
  const everyMs = parseInterval(every);
  if ((toMs - fromMs) / everyMs > MOST_TICKS) {
    throw new SettingError(`--every ${every} is too short for --from ${from} --to ${to}`);
  }
  return { fromMs, toMs, everyMs };
}
