import { createHash } from "node:crypto";
import { localTime } from "../console/local-time.ts";

/** What is reported of the past: two plans that are equal report the same readings. */
export interface BackfillPlan {
  readonly source: "simulator" | "replay" | "influx";
  /** Epoch ms. */
  readonly fromMs: number;
  /** Epoch ms; the first instant that is not reported. */
  readonly toMs: number;
  /** From a reading to the next, ms; `undefined` where the source has its own. */
  readonly everyMs: number | undefined;
  readonly vtnUrl: string;
  readonly protocol: string;
  readonly venIds: readonly string[];
  /** `undefined` if all of them are reported. */
  readonly loadIds: readonly string[] | undefined;
  /** What else decides which readings there are, such as fleet and seed. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** Tells plans apart, whatever their period. */
export function planKey({ fromMs: _, toMs: __, ...plan }: BackfillPlan): string {
  return createHash("sha256").update(JSON.stringify(plan)).digest("base64url").slice(0, 22);
}

/** A period for people, such as `2025-01-06 00:00:00 to 2025-01-07 00:00:00`. */
export function periodText({ fromMs, toMs }: { fromMs: number; toMs: number }): string {
  return `${localTime(fromMs)} to ${localTime(toMs)}`;
}
