import { startMockVtn } from "@ven/mock-vtn";
import { memoryOutbox } from "@ven/store";
import { brokenOf, type CaseResult } from "../chaos-case.ts";
import { leftIn } from "../sender/what-is-left.ts";
import { waitFor } from "../world/real-time.ts";
import { WatchedFleet } from "../world/watched-fleet.ts";

const CLIENT = { clientId: "chaos", clientSecret: "chaos-secret" };

/** Everything that a fleet does, so that it needs one token alone. */
const SCOPES = [
  "read_all",
  "read_bl",
  "read_targets",
  "read_ven_objects",
  "write_programs",
  "write_events",
  "write_reports",
  "write_vens",
];

/** The token of all VENs expires as a thousand reports are sent. */
export async function tokenExpiry(): Promise<CaseResult> {
  await using running = await startMockVtn({
    clients: [{ ...CLIENT, role: "VEN", scopes: SCOPES }],
    maxRequests: 10_000,
  });
  await using outbox = memoryOutbox();
  const fleet = new WatchedFleet({
    running,
    outbox,
    shape: {
      venCount: 10,
      siteCount: 10,
      loadCount: 10,
      firstAtMs: Math.floor(Date.now() / 60_000) * 60_000,
      stepMs: 60_000,
    },
    manager: {
      auth: { kind: "clientCredentials", ...CLIENT },
      concurrency: 50,
      maxReadingsPerReport: 1,
    },
  });
  try {
    await fleet.register();
    const before = running.vtn.requests.length;
    running.vtn.faults.add({
      method: "POST",
      path: "/reports",
      times: 1,
      fault: { kind: "expiredToken" },
    });
    await fleet.tick();
    await waitFor(async () => (await leftIn(outbox)) === 0, 30_000);
    const requests = running.vtn.requests.slice(before);
    const tokenRequests = requests.filter(({ path }) => path.endsWith("/auth/token")).length;
    const refused = requests.filter(({ fault }) => fault === "expiredToken").length;
    const verdict = await fleet.judge();
    return {
      case: "token expiry",
      kills: 0,
      readings: verdict.accepted,
      lost: verdict.lost.length,
      duplicated: verdict.duplicated.length,
      figures: { tokenRequests, refused },
      broken: brokenOf({
        "one token request": tokenRequests === 1,
        "the token did expire": refused > 0,
        "a thousand reports": verdict.stored === 1_000,
        "nothing is lost": verdict.lost.length === 0,
        "nothing is doubled": verdict.duplicated.length === 0,
        "nothing is a dead letter": verdict.dead === 0,
      }),
    };
  } finally {
    await fleet.close();
  }
}
