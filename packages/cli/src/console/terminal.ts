/** What a command writes to; the two streams of a process, or two strings in a test. */
export interface TextStream {
  /** Whether a person looks at it, so that lines may be drawn over. */
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Everything of the outside world that the `ven` command touches. */
export interface Terminal {
  /** Data. */
  readonly stdout: TextStream;
  /** For people: warnings, errors, progress. */
  readonly stderr: TextStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start from. */
  readonly workingFolder: string;
  /** Calls back on Ctrl-C or a request to end; returns a function that stops listening. */
  onInterrupt(callback: () => void): () => void;
  /** Ends the process at once. */
  exit(exitCode: number): void;
}
