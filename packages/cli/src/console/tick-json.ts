import { describeError } from "@ven/core";
import type { TickReport } from "@ven/manager";

/**
 * One line of `--json` output: a tick as one JSON object.
 *
 * `ok` is whether every reading is with the VTN.
 *
 * @param tick - counts from 1
 * @param report - `undefined` for a tick that failed as a whole
 */
export function tickJson(tick: number, report: TickReport | undefined): string {
  if (report === undefined) return JSON.stringify({ schema: "ven.tick/1", tick, ok: false });
  const { startedAtMs, durationMs, vens, ...counts } = report;
  return JSON.stringify({
    schema: "ven.tick/1",
    tick,
    ok:
      counts.failedCount + counts.waitingCount === 0 &&
      vens.every(({ error }) => error === undefined),
    startedAt: new Date(startedAtMs).toISOString(),
    durationMs: Math.round(durationMs),
    ...counts,
    vens: vens.map(({ error, ...ven }) => ({
      ...ven,
      ...(error === undefined ? {} : { error: describeError(error) }),
    })),
  });
}
