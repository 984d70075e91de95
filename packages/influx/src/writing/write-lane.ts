import { isInfluxError } from "../errors/influx-error.ts";
import { SignalFollowers } from "./signal-followers.ts";

/** Bytes that go to the server in one request, unless one part has more. */
const REQUEST_BYTES = 4 * 1_048_576;

/** Sends lines to the server once. */
export type PostLines = (lines: Uint8Array, options: { signal: AbortSignal }) => Promise<void>;

interface Job {
  readonly lines: Uint8Array;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  isOver: boolean;
  /** The request that it is in. */
  request?: Request;
}

/** Lines of some callers on their way. */
interface Request {
  readonly controller: AbortController;
  /** How many callers still wait for it. */
  waitingCount: number;
}

/**
 * Sends lines of many callers, one request at a time. Those that come while a request is under way go
 * together in the next: a fleet's tick costs a few requests, not one for each VEN, and nobody waits for
 * others to come.
 */
export class WriteLane {
  readonly #post: PostLines;
  readonly #followers = new SignalFollowers();
  readonly #waiting: Job[] = [];
  #isRunning = false;

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
        if (signal !== undefined) this.#followers.unfollow(signal, onAbort);
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
        leave(job);
      };
      if (signal !== undefined) this.#followers.follow(signal, onAbort);
      this.#waiting.push(job);
      if (!this.#isRunning) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#waiting.length > 0) await this.#sendTogether(this.#takeNext());
    this.#isRunning = false;
  }

  /** Takes what goes into one request; nothing if nobody waits any more. */
  #takeNext(): readonly Job[] {
    const jobs: Job[] = [];
    let byteCount = 0;
    let count = 0;
    for (const job of this.#waiting) {
      if (!job.isOver) {
        byteCount += job.lines.length;
        if (jobs.length > 0 && byteCount > REQUEST_BYTES) break;
        jobs.push(job);
      }
      count += 1;
    }
    this.#waiting.splice(0, count);
    return jobs;
  }

  async #sendTogether(jobs: readonly Job[]): Promise<void> {
    const [first, ...others] = jobs;
    if (first === undefined) return;
    const controller = new AbortController();
    const request = { controller, waitingCount: jobs.length };
    for (const job of jobs) job.request = request;
    try {
      const lines = others.length === 0 ? first.lines : Buffer.concat(jobs.map((job) => job.lines));
      await this.#post(lines, { signal: controller.signal });
      for (const job of jobs) job.resolve();
    } catch (error) {
      // One caller's lines may be why all are refused.
      const isOfOne = others.length > 0 && isInfluxError(error, "INFLUX_REFUSED");
      if (!isOfOne) for (const job of jobs) job.reject(error);
      else for (const job of jobs) if (!job.isOver) await this.#sendTogether([job]);
    }
  }
}

/** A request that nobody waits for any more is given up. */
function leave({ request }: Job): void {
  if (request === undefined) return;
  request.waitingCount -= 1;
  if (request.waitingCount === 0) request.controller.abort();
}
