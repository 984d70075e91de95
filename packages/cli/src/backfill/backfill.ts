import type { VenManager } from "@ven/manager";
import type { Outbox } from "@ven/store";
import { BACKFILL_MARK, type BackfillPlace, writeMark } from "./backfill-mark.ts";
import type { BackfillPlan } from "./backfill-plan.ts";
import type { BackfillProgress } from "./backfill-progress.ts";
import { pastGroups } from "./past-groups.ts";
import type { PastReadings } from "./past-readings.ts";

/** Readings that wait in the outbox before they are sent: enough to fill the reports of many VENs. */
const CHUNK_READINGS = 500_000;

/** What a backfill works with. */
export interface BackfillParts {
  readonly plan: BackfillPlan;
  readonly past: PastReadings;
  readonly venIds: readonly string[];
  readonly outbox: Outbox;
  /** Delivers from `outbox`. */
  readonly manager: VenManager;
  /** Where to begin. */
  readonly start: BackfillPlace;
  readonly signal: AbortSignal;
  readonly progress: BackfillProgress;
}

/**
 * Reports what is left of a past period: chunk by chunk into the outbox, together with how far that is,
 * and from there to the VTN. What an earlier try left in the outbox goes first.
 *
 * @throws the signal's reason, once what is under way has ended; then it may be called again
 */
export async function backfill(parts: BackfillParts): Promise<void> {
  const { plan, past, venIds, manager, outbox, start, signal, progress } = parts;
  let keptCount = 0;
  let chunkCount = 0;
  let reachedMs = start.nextAtMs;
  const drain = async () => {
    const onProgress = ({ waitingCount }: { readonly waitingCount: number }) => {
      const doneCount = Math.max(0, keptCount - waitingCount);
      const share = keptCount === 0 ? 0 : doneCount / keptCount;
      progress.tell(doneCount, start.nextAtMs + share * (reachedMs - start.nextAtMs));
    };
    await manager.drain({ signal, onProgress });
    chunkCount = 0;
  };
  await drain();
  const batches = past.batches(start.nextAtMs, { signal });
  for await (const { columns, place } of pastGroups(batches, start, venIds)) {
    // One transaction: the readings and how far they go are kept both, or neither.
    const mark = { name: BACKFILL_MARK, value: writeMark(plan, place) };
    const { acceptedCount } = await manager.acceptReadings(columns, { mark });
    keptCount += acceptedCount;
    chunkCount += acceptedCount;
    reachedMs = place.nextAtMs;
    if (chunkCount >= CHUNK_READINGS) await drain();
  }
  await drain();
  await outbox.setMark(BACKFILL_MARK, writeMark(plan, { nextAtMs: plan.toMs, venCount: 0 }));
}
