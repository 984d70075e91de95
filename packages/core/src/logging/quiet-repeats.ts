import type { LogFields, Logger } from "./logger.ts";

/** Message of the line that stands for warnings that came again: `like` and `count` in its fields. */
export const REPEATED_LOG = "warning repeated";

/** A logger that says a repeated warning once per round; see {@link quietRepeats}. */
export interface QuietLogger extends Logger {
  /** Ends a round: says how often each warning came again. */
  endRound(): void;
}

interface Repeated {
  readonly message: string;
  readonly fields: LogFields;
  count: number;
}

/**
 * Wraps a logger so that a failure of many is told once: of the warnings of a round that have the
 * same message, `venId`, `status` and `reason`, the first passes, the others go to debug and are
 * counted.
 */
export function quietRepeats(logger: Logger): QuietLogger {
  const seen = new Map<string, Repeated>();
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
    endRound() {
      for (const { message, fields, count } of seen.values()) {
        if (count === 0) continue;
        const { venId, status, reason } = fields;
        logger.warn({ venId, status, reason, like: message, count }, REPEATED_LOG);
      }
      seen.clear();
    },
  };
}
