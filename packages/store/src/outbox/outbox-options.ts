import type { Clock, Logger } from "@ven/core";
import type { NewOutboxEntry, OutboxEntry } from "./outbox-entry.ts";

/** Somebody to whom every entry is to go. */
export interface OutboxSink {
  /** 1 to 64 characters, such as `vtn`. */
  readonly name: string;
  /**
   * Another sink: this one gets an entry, or a part of it, once that one has taken it, and never if it
   * does not.
   */
  readonly after?: string;
}

/** Bounds of an outbox, and what happens at them. */
export interface OutboxBounds {
  /** Most readings that wait; 1 to 1e12. @defaultValue 100_000_000 on disk, 1_000_000 in memory */
  readonly maxReadings?: number;
  /** Most bytes, of the file on disk or of entries in memory; 1_048_576 or more. @defaultValue 2 GiB on disk, 128 MiB in memory */
  readonly maxBytes?: number;
  /**
   * Entries that were read longer ago than this expire, ms by `atMs`; 1 or more. For readings of the
   * present: simulated or past ones are old from the beginning. Dead letters expire too; what is
   * intended does not. @defaultValue never
   */
  readonly maxAgeMs?: number;
  /**
   * What happens when it is full: the oldest entries that are not intended make room, the new ones are
   * not taken, `downsample` thins out the oldest, or `append` waits for room. @defaultValue "drop-oldest"
   */
  readonly onFull?: "drop-oldest" | "drop-newest" | "downsample" | "block";
  /**
   * Thins out the oldest pending entries of one stream: given up to 100 in the order of `atMs`, returns
   * fewer readings or bytes in their place, of the same stream. What is gone counts as dropped. Needed
   * for `onFull: "downsample"`.
   */
  readonly downsample?: (entries: readonly OutboxEntry[]) => readonly NewOutboxEntry[];
}

/** Options that every outbox has. */
export interface OutboxOptions extends OutboxBounds {
  /** To whom entries go; names are unique. @defaultValue `[{ name: "vtn" }]` */
  readonly sinks?: readonly OutboxSink[];
  /** @defaultValue the machine's clock */
  readonly clock?: Clock;
  /** @defaultValue silent */
  readonly logger?: Logger;
}

/** Which outbox to open on disk. */
export interface OpenOutboxOptions extends OutboxOptions {
  /** Path of a SQLite file of its own. */
  readonly path: string;
  /** Whether to refuse a file that does not exist. @defaultValue false */
  readonly mustExist?: boolean;
  /**
   * What accepted readings survive: the end of the process (`process`: SQLite's synchronous=NORMAL), or
   * also of the power (`power-loss`: FULL). @defaultValue "power-loss"
   */
  readonly durability?: "process" | "power-loss";
  /**
   * The `owner` sends; there is one per file. A `visitor` may look, retry and purge meanwhile, but
   * neither appends nor intends. @defaultValue "owner"
   */
  readonly role?: "owner" | "visitor";
}
