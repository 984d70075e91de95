import type { Outbox } from "@ven/store";
import { z } from "zod";
import { SettingError } from "../errors/setting-error.ts";
import { readMark } from "../outbox/read-mark.ts";
import { type BackfillPlan, periodText, planKey } from "./backfill-plan.ts";

/** The mark in a backfill's outbox that names the one that is unfinished: not all is delivered. */
export const BACKFILL_MARK = "backfill";

/** A period that is reported, epoch ms. */
export interface PastPeriod {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The mark of how many readings the VTN had before the backfill that is unfinished. */
export const BEFORE_MARK = "backfill.before";

interface BackfillMark extends PastPeriod {
  /** Tells its plan from others. */
  readonly plan: string;
}

const markShape: z.ZodType<BackfillMark> = z.strictObject({
  plan: z.string(),
  fromMs: z.number(),
  toMs: z.number(),
});

/** Names a backfill as the one that is unfinished. */
export function writeMark(plan: BackfillPlan): string {
  const { fromMs, toMs } = plan;
  const mark: BackfillMark = { plan: planKey(plan), fromMs, toMs };
  return JSON.stringify(mark);
}

/**
 * Which backfill is unfinished.
 *
 * @param text - the mark that the outbox has, if it has one
 * @param isLeft - whether another one may be left as it is
 * @throws {SettingError} if another one is unfinished, or nobody can tell, unless that may be left
 */
export function unfinishedOf(
  plan: BackfillPlan,
  text: string | undefined,
  isLeft: boolean,
): "none" | "this" | "another" {
  if (text === undefined) return "none";
  if (text === writeMark(plan)) return "this";
  if (isLeft) return "another";
  const mark = markShape.safeParse(parsed(text));
  if (!mark.success) {
    throw new SettingError(
      "another version of ven began a backfill here, and how far it came cannot be read; --restart leaves it at that: what it took is delivered first, and may be reported again",
    );
  }
  throw new SettingError(
    `another backfill is unfinished: ${periodText(mark.data)}; finish it with the flags that began it, or add --restart to leave it: what it took is delivered first, and the rest of it is not reported`,
  );
}

/** The period of the backfill that is unfinished; `undefined` if none is, or it cannot be read. */
export function unfinishedPeriod(outbox: Outbox): Promise<PastPeriod | undefined> {
  return readMark(outbox, BACKFILL_MARK, markShape);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
