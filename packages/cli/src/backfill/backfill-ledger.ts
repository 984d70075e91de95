import type { Outbox } from "@ven/store";
import { z } from "zod";
import { SettingError } from "../errors/setting-error.ts";
import { type BackfillPlan, planKey } from "./backfill-plan.ts";
import { missingOf, type Periods, withoutPeriod, withPeriod } from "./periods.ts";

/** Most periods apart from each other, and instants in part: what fits in a mark of 4,096 characters. */
const MOST_PERIODS = 100;
const MOST_PARTS = 20;

/** A place in the readings of a period: in the order of time, and of VENs at each instant. */
export interface BackfillPlace {
  /** Every reading before it is in the outbox, or was; epoch ms. */
  readonly nextAtMs: number;
  /** So are those of so many VENs at this instant. */
  readonly venCount: number;
}

/** What of all periods of a plan was put into the outbox, delivered since or not. */
export interface BackfillLedger {
  readonly done: Periods;
  /** Instants of which so many VENs are done; epoch ms. */
  readonly parts: readonly (readonly [atMs: number, venCount: number])[];
}

const EMPTY: BackfillLedger = { done: [], parts: [] };
const pair = z.tuple([z.number(), z.number()]);
const ledgerShape: z.ZodType<BackfillLedger> = z.strictObject({
  done: z.array(pair),
  parts: z.array(pair),
});

/** The mark of an outbox in which a plan has its ledger. */
export function ledgerMark(plan: BackfillPlan): string {
  return markOf(planKey(plan));
}

function markOf(key: string): string {
  return `backfill.done.${key}`;
}

/**
 * What an outbox knows to be done of a plan.
 *
 * @throws {SettingError} if that cannot be read, or has no room for another period
 */
export async function readLedger(outbox: Outbox, plan: BackfillPlan): Promise<BackfillLedger> {
  const ledger = await readLedgerOf(outbox, planKey(plan));
  const { done, parts } = ledger;
  const isRoom = done.length < MOST_PERIODS || isNextTo(done, plan);
  if (isRoom && parts.length < MOST_PARTS) return ledger;
  throw new SettingError(
    `${outbox.path} remembers no more than ${MOST_PERIODS} periods apart from each other: report one that begins where another ends or, once nothing waits there, move the file away`,
  );
}

/**
 * What an outbox knows to be done of the plan of a key.
 *
 * @throws {SettingError} if that cannot be read
 */
export async function readLedgerOf(outbox: Outbox, key: string): Promise<BackfillLedger> {
  const text = await outbox.getMark(markOf(key));
  if (text === undefined) return EMPTY;
  const ledger = ledgerShape.safeParse(parsed(text));
  if (ledger.success) return ledger.data;
  throw unreadableError(outbox);
}

/** Says that an outbox knows of backfills in a way that this version does not. */
export function unreadableError({ path }: Outbox): SettingError {
  return new SettingError(
    `another version of ven wrote into ${path}, and what it reported cannot be read; once nothing waits there, move the file away`,
  );
}

/** Whether the plan's period begins in another or at its end: it makes that longer. */
function isNextTo(done: Periods, { fromMs }: BackfillPlan): boolean {
  return done.some(([startMs, endMs]) => startMs <= fromMs && endMs >= fromMs);
}

/** Writes a ledger down, for its mark. */
export function ledgerText({ done, parts }: BackfillLedger): string {
  return JSON.stringify({ done, parts });
}

/** A ledger once the readings of the plan before a place are in the outbox, too. */
export function ledgerAt(
  { done, parts }: BackfillLedger,
  { fromMs }: BackfillPlan,
  { nextAtMs, venCount }: BackfillPlace,
): BackfillLedger {
  const isAhead = ([atMs]: readonly [number, number]) =>
    atMs < fromMs || atMs > nextAtMs || (atMs === nextAtMs && venCount === 0);
  const own = venCount === 0 ? [] : [[nextAtMs, venCount] as const];
  return {
    done: withPeriod(done, [fromMs, nextAtMs]),
    parts: [...parts.filter(isAhead), ...own],
  };
}

/** A ledger that knows nothing of the plan's period. */
export function forgetPeriod(
  { done, parts }: BackfillLedger,
  { fromMs, toMs }: BackfillPlan,
): BackfillLedger {
  return {
    done: withoutPeriod(done, [fromMs, toMs]),
    parts: parts.filter(([atMs]) => atMs < fromMs || atMs >= toMs),
  };
}

/** What of the plan's period is missing. */
export function missingPeriods({ done }: BackfillLedger, { fromMs, toMs }: BackfillPlan): Periods {
  return missingOf([fromMs, toMs], done);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
