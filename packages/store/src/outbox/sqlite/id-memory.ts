import { RecentEntries } from "./recent-entries.ts";
import { UnusedShared } from "./unused-shared.ts";

/** Most names that are remembered; a fleet has one stream per VEN. */
const MOST_NAMES = 200_000;

/** A stream as the owner remembers it. */
export interface RememberedStream {
  readonly streamId: number;
  lastKey: string;
}

/**
 * What the owner need not look up again. Only the owner appends and only it deletes shared bytes, so
 * nobody else can make this wrong; a transaction that is rolled back does, and then it is cleared.
 */
export class IdMemory {
  readonly streams: Map<string, RememberedStream> = new Map();
  readonly recent: RecentEntries = new RecentEntries();
  readonly unused: UnusedShared;
  readonly #sharedByKey = new Map<string, number>();
  readonly #sharedKeys = new Map<number, string>();

  /** @param mostUnusedBytes - how many bytes of the file may be shared by no entry */
  constructor(mostUnusedBytes = 0) {
    this.unused = new UnusedShared(mostUnusedBytes);
  }

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
    this.recent.forgetShared(sharedId);
    this.unused.remove(sharedId);
  }

  clear(): void {
    this.streams.clear();
    this.recent.clear();
    this.unused.clear();
    this.#sharedByKey.clear();
    this.#sharedKeys.clear();
  }

  /** Keeps it from growing without end. Call it between transactions. */
  trim(): void {
    if (this.streams.size > MOST_NAMES || this.#sharedByKey.size > MOST_NAMES) this.clear();
  }
}
