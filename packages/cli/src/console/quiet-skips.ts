import type { Clock, LogFields, Logger } from "@ven/core";

/** What a scheduler says of each tick that falls due while the one before it still runs. */
export const TICK_SKIPPED = "tick skipped: the run before it has not ended";

/** From one line about skipped ticks to the next, ms. */
const AGAIN_MS = 30_000;

/** A logger that says seldom that ticks are skipped. */
export interface SkipLogger extends Logger {
  /** Says how many there were, unless the last line said it. */
  end(): void;
}

/** Wraps the logger of a scheduler: ticks may be skipped many times a second. */
export function quietSkips(logger: Logger, clock: Clock): SkipLogger {
  let saidMs = Number.NEGATIVE_INFINITY;
  let saidCount = 0;
  let skippedCount = 0;
  let last: LogFields = {};
  const say = () => {
    saidMs = clock.monotonic();
    saidCount = skippedCount;
    logger.warn({ ...last, skippedCount }, TICK_SKIPPED);
  };
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    error: (fields, message) => logger.error(fields, message),
    warn(fields, message) {
      if (message !== TICK_SKIPPED) {
        logger.warn(fields, message);
        return;
      }
      skippedCount += Number(fields["skipped"] ?? 1);
      last = fields;
      if (clock.monotonic() - saidMs >= AGAIN_MS) say();
    },
    end() {
      if (skippedCount > saidCount) say();
    },
  };
}
