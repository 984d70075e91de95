/** Most names that are remembered; a fleet has one stream per VEN. */
const MOST_NAMES = 200_000;

/** A stream as the owner remembers it. */
export interface RememberedStream {
  readonly streamId: number;
  lastKey: string;
}

/**
 * Ids that the owner need not look up again. Only the owner appends and only it deletes shared bytes,
 * so nobody else can make this wrong; a transaction that is rolled back does, and then it is cleared.
 */
export class IdMemory {
  readonly streams: Map<string, RememberedStream> = new Map();
  readonly #sharedByKey = new Map<string, number>();
  readonly #sharedKeys = new Map<number, string>();

  sharedId(key: string): number | undefined {
    return this.#sharedByKey.get(key);
  }

  rememberShared(key: string, sharedId: number): void {
    this.#sharedByKey.set(key, sharedId);
    this.#sharedKeys.set(sharedId, key);
  }

  forgetShared(sharedId: number): void {
    const key = this.#sharedKeys.get(sharedId);
    this.#sharedKeys.delete(sharedId);
    if (key !== undefined) this.#sharedByKey.delete(key);
  }

  clear(): void {
    this.streams.clear();
    this.#sharedByKey.clear();
    this.#sharedKeys.clear();
  }

  /** Keeps it from growing without end. Call it between transactions. */
  trim(): void {
    if (this.streams.size > MOST_NAMES || this.#sharedByKey.size > MOST_NAMES) this.clear();
  }
}
