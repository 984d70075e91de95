import type { QuietLogger } from "@ven/core";
import { MANAGER_LOG } from "../manager-log.ts";
import type { TickReport } from "./tick-report.ts";

/** Logs what a tick came to: per VEN and in all. Warnings of the tick that were repeated are told once. */
export function logTick(logger: QuietLogger, { vens, ...report }: TickReport): void {
  for (const { venId, sentCount, readingCount, reportCount, waitingCount } of vens) {
    const counts = { sentCount, readingCount, reportCount, waitingCount };
    logger.info({ venId, ...counts }, MANAGER_LOG.sent);
  }
  const { resourceCount, reportCount, sentCount, failedCount, waitingCount, durationMs } = report;
  if (waitingCount > 0) {
    const reason = vens.find((ven) => ven.waitingCount > 0)?.reason;
    logger.warn({ waitingCount, reason }, MANAGER_LOG.waiting);
  }
  logger.endRound();
  const venCount = vens.length;
  logger.info(
    { sentCount, failedCount, waitingCount, reportCount, resourceCount, venCount, durationMs },
    MANAGER_LOG.complete,
  );
}
