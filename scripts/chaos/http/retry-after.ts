import type { LoggedRequest } from "@ven/mock-vtn";
import { memoryOutbox } from "@ven/store";
import { brokenOf, type CaseResult } from "../chaos-case.ts";
import { leftIn } from "../sender/what-is-left.ts";
import { ManualWorld } from "../world/manual-world.ts";
import { WatchedFleet } from "../world/watched-fleet.ts";

/** How long the VTN asks to wait, ms. */
const ASKED_MS = 45_000;

/** A VTN that asks again and again to come back later, in seconds and as a date. */
export async function retryAfter(): Promise<CaseResult> {
  await using world = await ManualWorld.open({ maxRequests: 10_000 });
  const { clock, running } = world;
  const shape = {
    venCount: 5,
    siteCount: 1,
    loadCount: 4,
    firstAtMs: clock.now(),
    stepMs: 10_000,
  };
  await using outbox = memoryOutbox({ clock });
  const fleet = new WatchedFleet({ running, shape, outbox, manager: { clock, concurrency: 1 } });
  await world.passUntil(fleet.register(), 100);
  const asks = [429, 503].flatMap((status) =>
    (["seconds", "date"] as const).map((as) => ({ status: status as 429 | 503, as })),
  );
  for (const { status, as } of asks) {
    running.vtn.faults.add({
      method: "POST",
      path: "/reports",
      times: 3,
      probability: 0.5,
      seed: `${status} ${as}`,
      fault: { kind: "retryAfter", status, as, delayMs: ASKED_MS },
    });
  }
  for (let tick = 0; tick < 60; tick += 1) {
    await world.passUntil(fleet.tick(), 100);
    await world.pass(Math.max(0, shape.firstAtMs + (tick + 1) * shape.stepMs - clock.now()), 100);
  }
  for (let second = 0; second < 1_200 && (await leftIn(outbox)) > 0; second += 1) {
    await world.pass(1_000);
  }
  await world.passUntil(fleet.close(), 100);
  const { asked, early } = countEarly(running.vtn.requests);
  const verdict = await fleet.judge();
  return {
    case: "Retry-After",
    kills: 0,
    readings: verdict.accepted,
    lost: verdict.lost.length,
    duplicated: verdict.duplicated.length,
    figures: { asked, early },
    broken: brokenOf({
      "the VTN asked": asked === 3 * asks.length,
      "no report is early": early === 0,
      "nothing is lost": verdict.lost.length === 0,
      "nothing is doubled": verdict.duplicated.length === 0,
      "everything arrives in the end": verdict.waiting === 0 && verdict.dead === 0,
    }),
  };
}

/** How often the VTN asked to wait, and how many reports came before the time. */
export function countEarly(
  requests: readonly Pick<LoggedRequest, "method" | "path" | "fault" | "receivedAtMs">[],
): { readonly asked: number; readonly early: number } {
  let notBeforeMs = Number.NEGATIVE_INFINITY;
  let asked = 0;
  let early = 0;
  for (const { method, path, fault, receivedAtMs } of requests) {
    if (method !== "POST" || !path.endsWith("/reports")) continue;
    if (receivedAtMs < notBeforeMs) early += 1;
    if (fault !== "retryAfter") continue;
    asked += 1;
    // A date has whole seconds.
    notBeforeMs = Math.floor((receivedAtMs + ASKED_MS) / 1_000) * 1_000;
  }
  return { asked, early };
}
