/** What many entries have in common, such as the names of their loads: kept once. */
export interface SharedBytes {
  /** Names the content, such as a digest of it: equal keys mean equal bytes. 1 to 128 characters. */
  readonly key: string;
  readonly bytes: Uint8Array;
}

/** Readings that are to be kept until every sink has them. The outbox does not know what they say. */
export interface NewOutboxEntry {
  /**
   * Unique among the entries that wait, such as `Herning/1737036000000`; 1 to 256 characters. It belongs
   * to one stream and one instant: whether it is a duplicate with another, an outbox need not look.
   */
  readonly key: string;
  /** What the bytes are, such as `readings/1`; 1 to 64 characters. */
  readonly kind: string;
  /** Whose they are, such as the name of a VEN; 1 to 128 characters. */
  readonly stream: string;
  /** When they were read, epoch ms: age and order go by it. */
  readonly atMs: number;
  /** How many readings there are; 1 or more. All counts of an outbox are of these. */
  readonly count: number;
  /** At most 16 MiB. */
  readonly bytes: Uint8Array;
  readonly shared?: SharedBytes;
}

/** An entry that waits. */
export interface OutboxEntry extends NewOutboxEntry {
  /** Given by the outbox; grows with every append, and is never given again. */
  readonly entryId: number;
  /** How often it was about to be sent to the sink that asks. */
  readonly attempts: number;
}
