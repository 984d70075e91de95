import { evModel } from "../../src/models/ev/ev-model.ts";
import { type EvSession, evSession } from "../../src/models/ev/ev-session.ts";
import { evSpec } from "../../src/models/ev/ev-spec.ts";
import { type LoadBench, loadBench, netDws } from "./load-bench.ts";

/** A car on the bench. */
export const carOf = (settings: Readonly<Record<string, unknown>> = {}, seed = "car"): LoadBench =>
  loadBench(evModel(evSpec.parse({ model: "ev", ...settings })), { seed });

/** The stays of a car that begin on so many days from a date on. */
export function staysOf(
  date: string,
  days: number,
  settings: Readonly<Record<string, unknown>> = {},
  seed = "car",
): readonly EvSession[] {
  const spec = evSpec.parse({ model: "ev", ...settings });
  const { load } = loadBench(evModel(spec), { seed });
  const first = Math.floor(Date.parse(date) / 86_400_000);
  return Array.from({ length: days }, (_, at) =>
    evSession(spec, load, load.surroundings.calendar.day(first + at)),
  ).filter((stay) => stay !== undefined);
}

/** An instant, epoch s, as text. */
export const iso = (atS: number): string => new Date(atS * 1_000).toISOString();

/** A stay overnight with time to spare: all of it is charged before midnight of its day. */
export function longStay(settings: Readonly<Record<string, unknown>> = {}): EvSession {
  const found = staysOf("2026-03-02", 60, settings).find(
    ({ arrivalS, departureS, curve }) =>
      departureS - arrivalS > 11 * 3_600 && curve.restS(0) > 3_000 && curve.restS(0) < 9_000,
  );
  if (found === undefined) throw new Error("this car has no long stay");
  return found;
}

/** Net energy of the car from the day before a stay until two days after its beginning. */
export function energyAround(bench: LoadBench, { arrivalS }: EvSession): number {
  const date = iso(arrivalS).slice(0, 10);
  return [-1, 0, 1, 2].reduce((sum, later) => sum + netDws(bench.trace(date, later)), 0);
}
