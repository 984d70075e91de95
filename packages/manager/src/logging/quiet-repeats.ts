import type { LogFields, Logger } from "@ven/core";
import { MANAGER_LOG } from "../manager-log.ts";

/** A logger that says a repeated warning once per tick; see {@link quietRepeats}. */
export interface QuietLogger extends Logger {
  /** Ends a tick: says how often each warning came again. */
  endTick(): void;
}

/**
 * Wraps a logger so that an outage fills no disk: of the warnings of a tick that have the same
 * message, status and reason, the first passes, the others go to debug and are counted.
 */
export function quietRepeats(logger: Logger): QuietLogger {
  const seen = new Map<
    string,
    { readonly message: string; readonly fields: LogFields; count: number }
  >();
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    error: (fields, message) => logger.error(fields, message),
    warn(fields, message) {
      const key = JSON.stringify([message, fields["venId"], fields["status"], fields["reason"]]);
      const known = seen.get(key);
      if (known === undefined) {
        seen.set(key, { message, fields, count: 0 });
        logger.warn(fields, message);
        return;
      }
      known.count += 1;
      logger.debug(fields, message);
    },
    endTick() {
      for (const { message, fields, count } of seen.values()) {
        if (count === 0) continue;
        const { venId, status, reason } = fields;
        logger.warn({ venId, status, reason, like: message, count }, MANAGER_LOG.repeated);
      }
      seen.clear();
    },
  };
}
