import type { OutboxBounds } from "./outbox-options.ts";

/** Entries and the readings in them. */
export interface OutboxCount {
  readonly entryCount: number;
  readonly readingCount: number;
}

/**
 * How one sink fares. In readings, at every moment and across the end of the process:
 * accepted = delivered + dropped + expired + pending + intent + dead.
 */
export interface SinkStatus {
  readonly sink: string;
  /** Readings that were accepted for it, ever. */
  readonly acceptedCount: number;
  readonly deliveredCount: number;
  /** Given up, purged, or pushed out by newer ones as the outbox was full. */
  readonly droppedCount: number;
  /** Too old before they could be delivered. */
  readonly expiredCount: number;
  readonly pending: OutboxCount;
  readonly intent: OutboxCount;
  readonly dead: OutboxCount;
  /** `atMs` of the oldest entry that is pending or intent, epoch ms. */
  readonly oldestAtMs?: number;
}

/** What an outbox holds. */
export interface OutboxStatus {
  readonly path: string;
  /** The sinks it was opened with, then those of which it still has entries. */
  readonly sinks: readonly SinkStatus[];
  /** Readings that were not taken at all, as the outbox was full. */
  readonly refusedCount: number;
  /** Readings that were given twice. */
  readonly duplicateCount: number;
  /** Entries that are kept, whatever sink they wait for, and the readings in them. */
  readonly entryCount: number;
  readonly readingCount: number;
  readonly byteLength: number;
  /** Of the owner, unless a visitor was given its own. */
  readonly maxBytes: number;
  /** Of the owner, as far as it is known. */
  readonly maxReadings?: number;
  /** What the owner does at its bounds, as far as it is known. */
  readonly onFull?: NonNullable<OutboxBounds["onFull"]>;
  /** The process that delivers from it, if there is one. */
  readonly ownerPid?: number;
  /** What was saved when its file was found damaged last, if that ever happened. */
  readonly salvage?: OutboxSalvage;
}

/** What became of a damaged file. */
export interface OutboxSalvage {
  /** Where the damaged file was put. */
  readonly corruptPath: string;
  /** What could be read of it and is kept. */
  readonly saved: OutboxCount;
  readonly atMs: number;
}
