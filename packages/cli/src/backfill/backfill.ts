import type { VenManager } from "@ven/manager";
import type { Outbox } from "@ven/store";
import { type BackfillLedger, ledgerAt, ledgerMark, ledgerText } from "./backfill-ledger.ts";
import type { BackfillPlan } from "./backfill-plan.ts";
import type { BackfillProgress } from "./backfill-progress.ts";
import { missingPast } from "./missing-past.ts";
import { pastGroups } from "./past-groups.ts";
import type { PastReadings } from "./past-readings.ts";
import type { Periods } from "./periods.ts";

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
  /** What was done before. */
  readonly ledger: BackfillLedger;
  /** What was not. */
  readonly missing: Periods;
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
  const { plan, past, venIds, manager, outbox, ledger, missing, signal, progress } = parts;
  const name = ledgerMark(plan);
  let keptCount = 0;
  let chunkCount = 0;
  const startMs = missing[0]?.[0] ?? plan.toMs;
  let reachedMs = startMs;
  const drain = async () => {
    const onProgress = ({ waitingCount }: { readonly waitingCount: number }) => {
      const doneCount = Math.max(0, keptCount - waitingCount);
      const share = keptCount === 0 ? 0 : doneCount / keptCount;
      progress.tell(doneCount, startMs + share * (reachedMs - startMs));
    };
    await manager.drain({ signal, onProgress });
    chunkCount = 0;
  };
  await drain();
  const batches = missingPast(past, missing).batches(startMs, { signal });
  const passed = new Map(ledger.parts);
  for await (const { columns, place } of pastGroups(batches, passed, venIds)) {
    // One transaction: the readings and how far they go are kept both, or neither.
    const mark = { name, value: ledgerText(ledgerAt(ledger, plan, place)) };
    const { acceptedCount } = await manager.acceptReadings(columns, { mark, isPast: true });
    keptCount += acceptedCount;
    chunkCount += acceptedCount;
    reachedMs = place.nextAtMs;
    if (chunkCount >= CHUNK_READINGS) await drain();
  }
  const end = { nextAtMs: plan.toMs, venCount: 0 };
  await outbox.setMark(name, ledgerText(ledgerAt(ledger, plan, end)));
  await drain();
}
