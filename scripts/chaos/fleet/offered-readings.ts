import type { StoredReading } from "../history/chaos-event.ts";
import { type FleetShape, instantOf, powerAt, readingIdsOf, venIdsOf } from "./chaos-fleet.ts";

/** What the meters of a fleet give at a tick. */
export function offeredReadings(shape: FleetShape, tick: number): readonly StoredReading[] {
  return venIdsOf(shape).flatMap((venId) =>
    readingIdsOf(shape, venId, instantOf(shape, tick)).map((id, row) => ({
      id,
      powerW: powerAt(venId, row, tick),
    })),
  );
}
