import type { Accepted } from "../delivery/reading-delivery.ts";
import type { EntryFate } from "../delivery/tick-watch.ts";
import type { CollectedVen } from "./collect-tick.ts";
import type { VenTickReport } from "./tick-report.ts";

/** What the tick of each VEN came to, now that its readings were tried. */
export function reportVens(
  collected: readonly Omit<CollectedVen, "release">[],
  { watch, keys, unfitCounts }: Pick<Accepted, "watch" | "keys" | "unfitCounts">,
): readonly VenTickReport[] {
  let batch = -1;
  return collected.map((ven) => {
    if (ven.readings === undefined) return reportVen(ven, undefined, 0);
    batch += 1;
    const key = keys[batch];
    const fate = key === undefined ? undefined : watch.fates.get(key);
    return reportVen(ven, fate, unfitCounts[batch] ?? 0);
  });
}

function reportVen(
  { venId, resourceCount, missingCount, readings, error }: Omit<CollectedVen, "release">,
  fate: EntryFate | undefined,
  unfitCount: number,
): VenTickReport {
  const readingCount = (readings?.rows.length ?? 0) - (fate?.duplicateCount ?? 0);
  const sentCount = fate?.sentCount ?? 0;
  const failedCount = (fate?.failedCount ?? 0) + unfitCount;
  const waitingCount = Math.max(0, readingCount - sentCount - failedCount);
  return {
    venId,
    resourceCount,
    readingCount,
    missingCount,
    reportCount: fate?.reportCount ?? 0,
    sentCount,
    failedCount,
    waitingCount,
    ...(fate?.reason === undefined ? {} : { reason: fate.reason }),
    ...(error === undefined ? {} : { error }),
  };
}
