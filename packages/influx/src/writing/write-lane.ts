import { isInfluxError } from "../errors/influx-error.ts";

/** Bytes that go to the server in one request, unless one part has more. */
const REQUEST_BYTES = 4 * 1_048_576;

/** Sends lines to the server once. */
export type PostLines = (lines: Uint8Array, options: { signal: AbortSignal }) => Promise<void>;

interface Job {
  readonly lines: Uint8Array;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  isOver: boolean;
}

/**
 * Sends lines of many callers, one request at a time. Those that come while a request is under way go
 * together in the next: a fleet's tick costs a few requests, not one for each VEN, and nobody waits for
 * others to come.
 */
export class WriteLane {
  readonly #post: PostLines;
  #waiting: Job[] = [];
  #isRunning = false;
  #current: { readonly jobs: readonly Job[]; readonly controller: AbortController } | undefined;

  constructor(post: PostLines) {
    this.#post = post;
  }

  /**
   * Sends lines.
   *
   * @throws why the server may not have them
   * @throws the signal's reason, as soon as it is aborted; the server may have them then
   */
  send(lines: Uint8Array, options: { readonly signal?: AbortSignal } = {}): Promise<void> {
    const { signal } = options;
    if (signal?.aborted === true) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const end = () => {
        job.isOver = true;
        signal?.removeEventListener("abort", onAbort);
      };
      const job: Job = {
        lines,
        isOver: false,
        resolve: () => {
          end();
          resolve();
        },
        reject: (error) => {
          end();
          reject(error);
        },
      };
      const onAbort = () => {
        job.reject(signal?.reason);
        this.#dropUnwanted();
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      this.#waiting.push(job);
      if (!this.#isRunning) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#waiting.length > 0) await this.#sendTogether(this.#takeNext());
    this.#isRunning = false;
  }

  #takeNext(): readonly Job[] {
    let byteCount = 0;
    let count = 0;
    for (const { lines } of this.#waiting) {
      byteCount += lines.length;
      if (count > 0 && byteCount > REQUEST_BYTES) break;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  async #sendTogether(jobs: readonly Job[]): Promise<void> {
    const wanted = jobs.filter(({ isOver }) => !isOver);
    const [first, ...others] = wanted;
    if (first === undefined) return;
    const controller = new AbortController();
    this.#current = { jobs: wanted, controller };
    try {
      const lines =
        others.length === 0 ? first.lines : Buffer.concat(wanted.map((job) => job.lines));
      await this.#post(lines, { signal: controller.signal });
      for (const job of wanted) job.resolve();
    } catch (error) {
      // One caller's lines may be why all are refused.
      const isOfOne = others.length > 0 && isInfluxError(error, "INFLUX_REFUSED");
      if (isOfOne) for (const job of wanted) await this.#sendTogether([job]);
      else for (const job of wanted) job.reject(error);
    }
  }

  /** Gives up what nobody waits for any more. */
  #dropUnwanted(): void {
    this.#waiting = this.#waiting.filter(({ isOver }) => !isOver);
    const { jobs, controller } = this.#current ?? {};
    if (jobs?.every(({ isOver }) => isOver) === true) controller?.abort();
  }
}
