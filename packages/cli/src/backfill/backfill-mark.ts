import { z } from "zod";
import { SettingError } from "../errors/setting-error.ts";
import { type BackfillPlan, periodText, planKey } from "./backfill-plan.ts";

/** The mark in a backfill's outbox that says how far it has come. */
export const BACKFILL_MARK = "backfill";

/** How far a backfill has come. */
export interface BackfillMark {
  /** Tells its plan from others. */
  readonly plan: string;
  /** Its period, epoch ms. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Every reading before it is in the outbox, or was; epoch ms. */
  readonly nextAtMs: number;
  /** So are those of so many VENs at this instant. */
  readonly venCount: number;
}

const markShape: z.ZodType<BackfillMark> = z.object({
  plan: z.string(),
  fromMs: z.number(),
  toMs: z.number(),
  nextAtMs: z.number(),
  venCount: z.number(),
});

/** A place in the readings of a period: in the order of time, and of VENs at each instant. */
export type BackfillPlace = Pick<BackfillMark, "nextAtMs" | "venCount">;

/** Writes down how far a backfill has come. */
export function writeMark(plan: BackfillPlan, place: BackfillPlace): string {
  const { fromMs, toMs } = plan;
  const mark: BackfillMark = { plan: planKey(plan), fromMs, toMs, ...place };
  return JSON.stringify(mark);
}

/**
 * Where a backfill is to begin.
 *
 * @param text - what the outbox has of the last one, if there was one
 * @returns the plan's end if it is done
 * @throws {SettingError} if another one is unfinished, or nobody can tell
 */
export function startOf(plan: BackfillPlan, text: string | undefined): BackfillPlace {
  const mark = text === undefined ? undefined : readMark(text);
  const beginning = { nextAtMs: plan.fromMs, venCount: 0 };
  if (mark === undefined) return beginning;
  const { nextAtMs, venCount } = mark;
  if (mark.plan === planKey(plan)) return { nextAtMs, venCount };
  if (nextAtMs >= mark.toMs) return beginning;
  throw new SettingError(
    `another backfill is unfinished: ${periodText(mark)}; finish it with the flags that began it, or add --restart to leave it at what it has reported`,
  );
}

function readMark(text: string): BackfillMark {
  const mark = markShape.safeParse(parsed(text));
  if (mark.success) return mark.data;
  throw new SettingError(
    "another version of ven began a backfill here, and how far it came cannot be read; add --restart to leave it at that",
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
