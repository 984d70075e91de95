/** The constant messages that an outbox logs, so that a printer or a test can match them. */
export const OUTBOX_LOG = {
  /** error: `path`, `corruptPath`, `entryCount`, `readingCount`, `reason`. */
  salvaged: "outbox was damaged: put aside, and what could be read saved",
  /** error: `path`, `reason`. */
  diskFull: "disk full: the outbox goes on with the room it has",
  /** info: `path`. */
  diskHasRoom: "disk has room again for the outbox",
  /** info: `path`, `migrations`, `backup`. */
  migrated: "outbox schema brought up to date",
} as const;
