import type { TickReport } from "@ven/manager";
import Table from "cli-table3";

interface VenTotals {
  resourceCount: number;
  readingCount: number;
  reportCount: number;
  sentCount: number;
  failedCount: number;
  waitingCount: number;
  missingCount: number;
}

/** Adds up the ticks of a run, for its summary. */
export class TickTotals {
  #tickCount = 0;
  #failedTickCount = 0;
  #failedReadingCount = 0;
  #durationMs = 0;
  readonly #vens = new Map<string, VenTotals>();

  /** @param report - `undefined` for a tick that failed as a whole */
  add(report: TickReport | undefined): void {
    this.#tickCount += 1;
    if (report === undefined) {
      this.#failedTickCount += 1;
      return;
    }
    this.#durationMs += report.durationMs;
    for (const ven of report.vens) {
      const totals = this.#vens.get(ven.venId) ?? emptyTotals();
      totals.resourceCount = ven.resourceCount;
      totals.readingCount += ven.readingCount;
      totals.reportCount += ven.reportCount;
      totals.sentCount += ven.sentCount;
      totals.failedCount += ven.failedCount;
      totals.waitingCount += ven.waitingCount;
      totals.missingCount += ven.missingCount;
      this.#failedReadingCount += ven.failedCount + (ven.error === undefined ? 0 : 1);
      this.#vens.set(ven.venId, totals);
    }
  }

  get tickCount(): number {
    return this.#tickCount;
  }

  /** Whether every tick ran, and no reading failed; those that wait may still be delivered. */
  get isComplete(): boolean {
    return this.#failedTickCount === 0 && this.#failedReadingCount === 0;
  }

  /** The summary as a table for people. */
  table(): string {
    const table = new Table({
      head: ["VEN", "resources", "readings", "reports", "sent", "failed", "waiting", "missing"],
      colAligns: ["left", "right", "right", "right", "right", "right", "right", "right"],
      style: { head: [], border: [] },
    });
    for (const [venId, totals] of this.#vens) {
      const { resourceCount, readingCount, reportCount } = totals;
      const { sentCount, failedCount, waitingCount, missingCount } = totals;
      const counts = [
        resourceCount,
        readingCount,
        reportCount,
        sentCount,
        failedCount,
        waitingCount,
        missingCount,
      ];
      table.push([venId, ...counts]);
    }
    const finished = this.#tickCount - this.#failedTickCount;
    const meanMs = finished === 0 ? 0 : Math.round(this.#durationMs / finished);
    return `${table.toString()}\n${this.#tickCount} ${this.#tickCount === 1 ? "tick" : "ticks"}, ${meanMs} ms each on average\n`;
  }
}

function emptyTotals(): VenTotals {
  return {
    resourceCount: 0,
    readingCount: 0,
    reportCount: 0,
    sentCount: 0,
    failedCount: 0,
    waitingCount: 0,
    missingCount: 0,
  };
}
