/** What an index needs to know of what it holds. */
export interface IndexedRecord {
  readonly id: string;
  /** Length of the text that it is kept as. */
  readonly byteLength: number;
}

/** How an index finds its records, and how many it keeps. */
export interface RecordIndexOptions<Record> {
  /** What a record can be found by. */
  readonly keyOf?: (record: Record) => string | undefined;
  /** What several records can be found by. */
  readonly groupOf?: (record: Record) => string | undefined;
  /** Beyond either bound the oldest are dropped; the newest stays in any case. */
  readonly bounds?: RecordBounds;
}

/** How many records are kept, and of what length together. */
export interface RecordBounds {
  readonly maxCount: number;
  readonly maxBytes: number;
  /** Called when the first is dropped, and never again. */
  readonly onFirstDrop?: () => void;
}

/** Records in the order of their creation, found by id, by key and by group. */
export class RecordIndex<Record extends IndexedRecord> {
  readonly #records = new Map<string, Record>();
  readonly #byKey = new Map<string, string>();
  readonly #groups = new Map<string, Set<string>>();
  readonly #options: RecordIndexOptions<Record>;
  /** Goes on through the ids as the oldest are dropped. */
  #oldest = this.#records.keys();
  #byteCount = 0;
  #hasDropped = false;

  constructor(options: RecordIndexOptions<Record>) {
    this.#options = options;
  }

  get size(): number {
    return this.#records.size;
  }

  values(): IterableIterator<Record> {
    return this.#records.values();
  }

  get(id: string): Record | undefined {
    return this.#records.get(id);
  }

  withKey(key: string): Record | undefined {
    return this.#records.get(this.#byKey.get(key) ?? "");
  }

  inGroup(group: string): readonly Record[] {
    return [...(this.#groups.get(group) ?? [])].flatMap((id) => this.#records.get(id) ?? []);
  }

  /** Adds a record, or puts it in the place of the one with its id. */
  set(record: Record): void {
    const previous = this.#records.get(record.id);
    const group = this.#options.groupOf?.(record);
    if (previous !== undefined) {
      this.#byteCount -= previous.byteLength;
      this.#forgetKey(previous);
      // Its place within its group stays as well.
      if (this.#options.groupOf?.(previous) !== group) this.#leaveGroup(previous);
    }
    this.#records.set(record.id, record);
    this.#byteCount += record.byteLength;
    const key = this.#options.keyOf?.(record);
    if (key !== undefined) this.#byKey.set(key, record.id);
    if (group !== undefined) {
      const members = this.#groups.get(group) ?? new Set();
      this.#groups.set(group, members.add(record.id));
    }
    while (this.#isOverBounds()) this.#dropOldest();
  }

  delete(record: Record): void {
    if (!this.#records.delete(record.id)) return;
    this.#byteCount -= record.byteLength;
    this.#forgetKey(record);
    this.#leaveGroup(record);
  }

  clear(): void {
    this.#records.clear();
    this.#byKey.clear();
    this.#groups.clear();
    this.#oldest = this.#records.keys();
    this.#byteCount = 0;
  }

  #isOverBounds(): boolean {
    const { bounds } = this.#options;
    if (bounds === undefined || this.size <= 1) return false;
    return this.size > bounds.maxCount || this.#byteCount > bounds.maxBytes;
  }

  #dropOldest(): void {
    let next = this.#oldest.next();
    if (next.done === true) {
      this.#oldest = this.#records.keys();
      next = this.#oldest.next();
    }
    const record = this.#records.get(next.value ?? "");
    if (record === undefined) return;
    this.delete(record);
    if (this.#hasDropped) return;
    this.#hasDropped = true;
    this.#options.bounds?.onFirstDrop?.();
  }

  #forgetKey(record: Record): void {
    const key = this.#options.keyOf?.(record);
    if (key !== undefined && this.#byKey.get(key) === record.id) this.#byKey.delete(key);
  }

  #leaveGroup(record: Record): void {
    const group = this.#options.groupOf?.(record);
    if (group === undefined) return;
    const members = this.#groups.get(group);
    members?.delete(record.id);
    if (members?.size === 0) this.#groups.delete(group);
  }
}
