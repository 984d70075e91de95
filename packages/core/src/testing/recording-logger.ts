import type { LogFields, Logger } from "../logging/logger.ts";

/** One line that a {@link RecordingLogger} took. */
export interface LogRecord {
  readonly level: "debug" | "info" | "warn" | "error";
  readonly fields: LogFields;
  readonly message: string;
}

/** A logger that keeps every line, for a test to read. */
export class RecordingLogger implements Logger {
  readonly #records: LogRecord[] = [];

  get records(): readonly LogRecord[] {
    return this.#records;
  }

  /** The messages of one level, in order. */
  messages(level: LogRecord["level"]): readonly string[] {
    return this.#records.filter((record) => record.level === level).map(({ message }) => message);
  }

  debug(fields: LogFields, message: string): void {
    this.#records.push({ level: "debug", fields, message });
  }

  info(fields: LogFields, message: string): void {
    this.#records.push({ level: "info", fields, message });
  }

  warn(fields: LogFields, message: string): void {
    this.#records.push({ level: "warn", fields, message });
  }

  error(fields: LogFields, message: string): void {
    this.#records.push({ level: "error", fields, message });
  }
}
