/** A sink as the file knows it. */
export interface KnownSink {
  readonly sinkId: number;
  readonly name: string;
  readonly after: string | undefined;
  /** Whether the owner was opened with it. */
  readonly isDeclared: boolean;
  /** It gets only entries behind this one. */
  readonly sinceEntryId: number;
}

/** The sinks of a file: those that the owner was opened with, and those of earlier days. */
export class SinkBook {
  readonly all: readonly KnownSink[];
  /** Those that get an entry as soon as it is appended. */
  readonly first: readonly KnownSink[];
  readonly #byName: ReadonlyMap<string, KnownSink>;
  readonly #followers: ReadonlyMap<string, readonly KnownSink[]>;

  constructor(all: readonly KnownSink[]) {
    this.all = all;
    const declared = all.filter(({ isDeclared }) => isDeclared);
    this.first = declared.filter(({ after }) => after === undefined);
    this.#byName = new Map(all.map((sink) => [sink.name, sink]));
    this.#followers = new Map(
      all.map(({ name }) => [name, declared.filter(({ after }) => after === name)]),
    );
  }

  get(name: string): KnownSink | undefined {
    return this.#byName.get(name);
  }

  /** Those that get an entry once this one has it. */
  followersOf(sink: KnownSink): readonly KnownSink[] {
    return this.#followers.get(sink.name) ?? [];
  }
}
