import { createVtnClient } from "@ven/vtn-client";
import type { OwnVtn } from "../chaos-case.ts";
import { type FleetShape, venIdsOf } from "../fleet/chaos-fleet.ts";
import type { ChaosEvent } from "../history/chaos-event.ts";
import { storedReadings } from "../vtn/stored-readings.ts";
import { authFromEnvironment } from "./auth-from-environment.ts";

/** What somebody's own VTN has of a fleet, as far as it lets these credentials see. */
export async function readOwnVtn(
  { vtnUrl, protocol }: OwnVtn,
  shape: FleetShape,
): Promise<readonly ChaosEvent[]> {
  await using client = createVtnClient({ protocol, vtnUrl, auth: authFromEnvironment() });
  const events: ChaosEvent[] = [];
  for (const clientName of venIdsOf(shape)) {
    for await (const report of client.reports.search({ clientName })) {
      const readings = storedReadings(report);
      events.push({ kind: "stored", reportName: report.reportName ?? "", readings });
    }
  }
  return events;
}
