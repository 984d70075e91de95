import type { Clock, Logger } from "@ven/core";

const MINUTE_MS = 60_000;

/** Tells readings that are lost: the first at once, those that follow once a minute. */
export class LossLog {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #path: string;
  #droppedCount = 0;
  #expiredCount = 0;
  #toldAtMs = Number.NEGATIVE_INFINITY;

  constructor({ clock, logger }: { readonly clock: Clock; readonly logger: Logger }, path: string) {
    this.#clock = clock;
    this.#logger = logger;
    this.#path = path;
  }

  /** Readings were pushed out, thinned out or refused, as the outbox is full. */
  dropped(readingCount: number): void {
    this.#droppedCount += readingCount;
  }

  /** Readings became too old. */
  expired(readingCount: number): void {
    this.#expiredCount += readingCount;
  }

  /** Tells what was lost since it told last, if that is a minute ago. */
  tell(): void {
    if (this.#droppedCount === 0 && this.#expiredCount === 0) return;
    const nowMs = this.#clock.monotonic();
    if (nowMs - this.#toldAtMs < MINUTE_MS) return;
    this.#toldAtMs = nowMs;
    this.flush();
  }

  /** Tells at once what was lost since it told last. */
  flush(): void {
    const path = this.#path;
    if (this.#droppedCount > 0) {
      this.#logger.warn(
        { path, readingCount: this.#droppedCount },
        "outbox full, readings dropped",
      );
    }
    if (this.#expiredCount > 0) {
      this.#logger.warn(
        { path, readingCount: this.#expiredCount },
        "readings expired in the outbox",
      );
    }
    this.#droppedCount = 0;
    this.#expiredCount = 0;
  }
}
