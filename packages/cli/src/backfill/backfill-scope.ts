import { createHash } from "node:crypto";
import type { Outbox } from "@ven/store";
import { z } from "zod";
import { SettingError } from "../errors/setting-error.ts";
import { readLedgerOf, unreadableError } from "./backfill-ledger.ts";
import { type BackfillPlan, periodText, planKey } from "./backfill-plan.ts";
import { commonOf, type Period, type Periods } from "./periods.ts";

/** The mark in a backfill's outbox that names the plans which have a ledger there. */
const PLANS_MARK = "backfill.plans";
/** Most plans in one outbox: what fits in a mark. */
const MOST_PLANS = 100;
/** Longest list of names that is kept, characters of JSON: two fit in a mark. */
const LONGEST_LIST = 1_900;

/** Of what a plan reports readings, and to whom; a list that is missing may have anything in it. */
interface BackfillScope {
  /** Tells VTNs apart. */
  readonly vtn: string;
  readonly venIds?: readonly string[] | undefined;
  readonly loadIds?: readonly string[] | undefined;
}

const plansShape = z.array(z.string());
const names = z.array(z.string()).optional();
const scopeShape: z.ZodType<BackfillScope> = z.strictObject({
  vtn: z.string(),
  venIds: names,
  loadIds: names,
});

/**
 * Writes down of what a plan reports, so that later ones with other flags do not report it again.
 *
 * @throws {SettingError} if there is no room for another plan, or what is there cannot be read
 */
export async function enterPlan(outbox: Outbox, plan: BackfillPlan): Promise<void> {
  const keys = await readPlans(outbox);
  const key = planKey(plan);
  if (keys.includes(key)) return;
  if (keys.length >= MOST_PLANS) {
    throw new SettingError(
      `${outbox.path} remembers no more than ${MOST_PLANS} backfills that differ in their flags: once nothing waits there, move the file away`,
    );
  }
  // In this order: a plan without its scope would have to be taken for any.
  await outbox.setMark(scopeMark(key), JSON.stringify(scopeOf(plan)));
  await outbox.setMark(PLANS_MARK, JSON.stringify([...keys, key]));
}

/** Whether it is backfills whose readings wait in an outbox. */
export async function isOfBackfills(outbox: Outbox): Promise<boolean> {
  return (await outbox.getMark(PLANS_MARK)) !== undefined;
}

/**
 * Refuses a plan where another one, with other flags, has reported readings of the same VENs and loads
 * in the same time to the same VTN: they would arrive twice, or nearly.
 *
 * @param missing - the periods that the plan is to report
 * @throws {SettingError} if so
 */
export async function refuseOverlap(
  outbox: Outbox,
  plan: BackfillPlan,
  missing: Periods,
): Promise<void> {
  const scope = scopeOf(plan);
  for (const key of await readPlans(outbox)) {
    if (key === planKey(plan)) continue;
    const other = await readScope(outbox, key);
    if (other !== undefined && !isAlike(scope, other)) continue;
    const { done, parts } = await readLedgerOf(outbox, key);
    const begun = parts.map(([atMs]): Period => [atMs, atMs + 1]);
    const [common] = [...commonOf(missing, done), ...commonOf(missing, begun)];
    if (common === undefined) continue;
    const [fromMs, toMs] = common;
    throw new SettingError(
      `a backfill with other flags (--source, --every, --ven, --loads, --seed or others) has reported ${periodText({ fromMs, toMs })} of ${sharedVens(scope, other)}: readings would arrive twice; take its flags or another period, or add --overlap to report it all the same`,
    );
  }
}

function isAlike(one: BackfillScope, other: BackfillScope): boolean {
  if (one.vtn !== other.vtn) return false;
  return mayMeet(one.venIds, other.venIds) && mayMeet(one.loadIds, other.loadIds);
}

/** Whether two lists have a name in common, as far as is known. */
function mayMeet(one: readonly string[] | undefined, other: readonly string[] | undefined) {
  if (one === undefined || other === undefined) return true;
  const known = new Set(one);
  return other.some((name) => known.has(name));
}

function sharedVens(one: BackfillScope, other: BackfillScope | undefined): string {
  const known = new Set(one.venIds);
  const shared = (other?.venIds ?? []).filter((venId) => known.has(venId));
  if (shared.length === 0) return "these VENs";
  return shared.length > 3 ? `${shared.slice(0, 3).join(", ")} and others` : shared.join(", ");
}

function scopeOf({ vtnUrl, venIds, loadIds }: BackfillPlan): BackfillScope {
  const vtn = createHash("sha256").update(vtnUrl.replace(/\/+$/, "")).digest("base64url");
  return { vtn: vtn.slice(0, 22), venIds: shortList(venIds), loadIds: shortList(loadIds) };
}

/** A list that fits; `undefined` if it does not. */
function shortList(list: readonly string[] | undefined): readonly string[] | undefined {
  return list === undefined || JSON.stringify(list).length > LONGEST_LIST ? undefined : list;
}

function scopeMark(key: string): string {
  return `backfill.scope.${key}`;
}

async function readPlans(outbox: Outbox): Promise<readonly string[]> {
  const plans = plansShape.nullable().safeParse(await readJson(outbox, PLANS_MARK));
  if (!plans.success) throw unreadableError(outbox);
  return plans.data ?? [];
}

/** `undefined` if it cannot be read: then it may be of anything. */
async function readScope(outbox: Outbox, key: string): Promise<BackfillScope | undefined> {
  return scopeShape.safeParse(await readJson(outbox, scopeMark(key))).data;
}

async function readJson(outbox: Outbox, name: string): Promise<unknown> {
  try {
    return JSON.parse((await outbox.getMark(name)) ?? "null");
  } catch {
    return undefined;
  }
}
