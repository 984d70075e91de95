import type { Clock, LogFields, Logger } from "@ven/core";
import { LOG_LEVELS, type LogLevel } from "../settings/settings.ts";
import { localTime } from "./local-time.ts";
import { logLine } from "./log-line.ts";
import type { TextStream } from "./terminal.ts";

/** Where a {@link lineLogger} prints. */
export interface LineLoggerOptions {
  readonly level: LogLevel;
  /** Takes debug and info. */
  readonly out: TextStream;
  /** Takes warn and error. */
  readonly err: TextStream;
  readonly clock: Clock;
}

/** A logger that prints each record as `YYYY-MM-DD HH:MM:SS - text`, in local time. */
export function lineLogger(options: LineLoggerOptions): Logger {
  const { clock, out, err } = options;
  const least = LOG_LEVELS.indexOf(options.level);
  const at = (level: LogLevel, stream: TextStream) => {
    if (LOG_LEVELS.indexOf(level) < least) return () => undefined;
    return (fields: LogFields, message: string) => {
      const line = logLine(fields, message);
      if (line !== undefined) stream.write(`${localTime(clock.now())} - ${line}\n`);
    };
  };
  return {
    debug: at("debug", out),
    info: at("info", out),
    warn: at("warn", err),
    error: at("error", err),
  };
}
