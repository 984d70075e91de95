import { startMockVtn } from "@ven/mock-vtn";
import { memoryOutbox } from "@ven/store";
import { brokenOf, type CaseResult } from "../chaos-case.ts";
import { leftIn } from "../sender/what-is-left.ts";
import { waitFor } from "../world/real-time.ts";
import { WatchedFleet } from "../world/watched-fleet.ts";

const CONNECTIONS = 50;

/** Longest wait for an answer, ms. */
const TOTAL_TIMEOUT_MS = 400;

/** Answers come a byte at a time on fifty connections at once, then as they should. */
export async function slowTrickle(): Promise<CaseResult> {
  const socketsBefore = openSockets();
  await using running = await startMockVtn();
  await using outbox = memoryOutbox();
  const fleet = new WatchedFleet({
    running,
    outbox,
    shape: {
      venCount: CONNECTIONS,
      siteCount: 1,
      loadCount: 2,
      firstAtMs: Math.floor(Date.now() / 60_000) * 60_000,
      stepMs: 60_000,
    },
    manager: {
      concurrency: CONNECTIONS,
      totalTimeoutMs: TOTAL_TIMEOUT_MS,
      retryFirstMs: 50,
      retryLongestMs: 100,
      lookAfterMs: 100,
    },
  });
  await fleet.register();
  const trickle = running.vtn.faults.add({
    method: "POST",
    path: "/reports",
    times: CONNECTIONS,
    fault: { kind: "trickle", bytesPerInterval: 1, intervalMs: 100 },
  });
  const startedMs = performance.now();
  await fleet.tick();
  const firstTryMs = performance.now() - startedMs;
  await waitFor(async () => (await leftIn(outbox)) === 0, 20_000);
  const verdict = await fleet.judge();
  await fleet.close();
  const sockets = () => openSockets() - socketsBefore;
  await waitFor(() => sockets() <= 0, 2_000);
  return {
    case: "slow trickle",
    kills: 0,
    readings: verdict.accepted,
    lost: verdict.lost.length,
    duplicated: verdict.duplicated.length,
    figures: {
      connections: trickle.struckCount,
      firstTryMs: Math.round(firstTryMs),
      socketsLeft: Math.max(0, sockets()),
    },
    broken: brokenOf({
      "fifty answers trickled": trickle.struckCount === CONNECTIONS,
      "no socket is left": sockets() <= 0,
      "nothing is lost": verdict.lost.length === 0,
      "nothing is doubled": verdict.duplicated.length === 0,
      "everything arrives in the end": verdict.waiting === 0 && verdict.dead === 0,
    }),
  };
}

/** TCP connections of this process, both ends of those to itself. */
function openSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "TCPSocketWrap").length;
}
