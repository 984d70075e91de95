/** Facts of a log line. Never a credential. */
export type LogFields = Readonly<Record<string, unknown>>;

/**
 * Where the packages log: facts first, then a constant message. A pino logger fits as it is.
 *
 * `debug` per reading, `info` per tick, `warn` when something will be retried or left out,
 * `error` when a person must act.
 */
export interface Logger {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}
