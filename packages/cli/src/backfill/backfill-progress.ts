import { CLI_LOG } from "../cli-log.ts";
import type { CommandContext } from "../compose/command-context.ts";
import { durationText } from "../console/duration-text.ts";
import { type ProgressBar, progressBar } from "../console/progress-bar.ts";

/** From one line to the next where no bar is drawn, ms. */
const LINE_EVERY_MS = 10_000;

/** Shows how far a backfill has come, how fast it is, and how long it will take. */
export class BackfillProgress {
  readonly #context: CommandContext;
  readonly #bar: ProgressBar | undefined;
  readonly #fromMs: number;
  readonly #toMs: number;
  readonly #startedMs: number;
  #toldMs: number;

  /** @param range - what is to be done, epoch ms */
  constructor(context: CommandContext, range: { readonly fromMs: number; readonly toMs: number }) {
    const { terminal, json, clock } = context;
    this.#context = context;
    this.#fromMs = range.fromMs;
    this.#toMs = range.toMs;
    const isWatched = terminal.stderr.isTTY === true && !json;
    this.#bar = isWatched ? progressBar(terminal.stderr, clock, "%") : undefined;
    this.#startedMs = clock.monotonic();
    this.#toldMs = this.#startedMs;
  }

  /**
   * @param readingCount - readings that are done, since the start
   * @param reachedMs - everything before it is done, epoch ms
   */
  tell(readingCount: number, reachedMs: number): void {
    const { clock, logger } = this.#context;
    const nowMs = clock.monotonic();
    const tookMs = Math.max(1, nowMs - this.#startedMs);
    const perSecond = Math.round((readingCount / tookMs) * 1_000);
    const share = (reachedMs - this.#fromMs) / Math.max(1, this.#toMs - this.#fromMs);
    const percent = Math.floor(share * 100);
    const leftMs = share > 0 ? Math.round((tookMs * (1 - share)) / share) : undefined;
    if (this.#bar !== undefined) {
      const left = leftMs === undefined ? "" : `, ${durationText(leftMs)} left`;
      this.#bar.draw(percent, 100, `, ${readingCount} readings, ${perSecond}/s${left}`);
      return;
    }
    if (nowMs - this.#toldMs < LINE_EVERY_MS) return;
    this.#toldMs = nowMs;
    logger.info({ readingCount, percent, perSecond, leftMs }, CLI_LOG.backfillProgress);
  }

  /** Takes the bar away. */
  end(): void {
    this.#bar?.clear();
  }
}
