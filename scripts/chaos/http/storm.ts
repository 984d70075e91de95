import { memoryOutbox } from "@ven/store";
import { brokenOf, type CaseResult } from "../chaos-case.ts";
import { leftIn } from "../sender/what-is-left.ts";
import { ManualWorld } from "../world/manual-world.ts";
import { WatchedFleet } from "../world/watched-fleet.ts";

const HOUR_MS = 3_600_000;

/** Most requests that reach a VTN in an hour of nothing but 503: one every ten seconds. */
const MOST_REQUESTS = 360;

/** A VTN that answers everything with 503 for an hour, while ten VENs have readings each minute. */
export async function storm(): Promise<CaseResult> {
  await using world = await ManualWorld.open({ maxRequests: 10_000 });
  const { clock, running } = world;
  const shape = {
    venCount: 10,
    siteCount: 1,
    loadCount: 4,
    firstAtMs: clock.now(),
    stepMs: 60_000,
  };
  await using outbox = memoryOutbox({ clock });
  const fleet = new WatchedFleet({ running, shape, outbox, manager: { clock } });
  await world.passUntil(fleet.register(), 100);
  const before = running.vtn.requestCount;
  const trouble = running.vtn.faults.add({ fault: { kind: "status", status: 503 } });
  for (let tick = 0; tick < HOUR_MS / shape.stepMs; tick += 1) {
    await world.passUntil(fleet.tick(), 100);
    await world.pass(shape.firstAtMs + (tick + 1) * shape.stepMs - clock.now(), 1_000);
  }
  const requests = running.vtn.requestCount - before;
  trouble.remove();
  for (let second = 0; second < 1_200 && (await leftIn(outbox)) > 0; second += 1) {
    await world.pass(1_000);
  }
  await world.passUntil(fleet.close(), 100);
  const verdict = await fleet.judge();
  return {
    case: "5xx storm",
    kills: 0,
    readings: verdict.accepted,
    lost: verdict.lost.length,
    duplicated: verdict.duplicated.length,
    figures: { requestsInAnHour: requests },
    broken: brokenOf({
      "the VTN is left alone": requests <= MOST_REQUESTS,
      "nothing is lost": verdict.lost.length === 0,
      "nothing is doubled": verdict.duplicated.length === 0,
      "everything arrives in the end": verdict.waiting === 0 && verdict.dead === 0,
    }),
  };
}
