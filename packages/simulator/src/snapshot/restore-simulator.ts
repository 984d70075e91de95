import { type Clock, InvalidValueError, scaledClock, systemClock } from "@ven/core";
import { checkInputs } from "../check-inputs.ts";
import { checkedSpec } from "../fleet/checked-spec.ts";
import { checkKeys, type KnownKeys } from "../keys/check-keys.ts";
import type { Recordings } from "../models/replay/replay-model.ts";
import { Simulator } from "../simulator.ts";
import type { Weather } from "../weather/weather.ts";
import { snapshotSpec } from "./snapshot-spec.ts";

/** What a snapshot does not hold. */
export interface RestoreOptions {
  /** @defaultValue a clock that goes on from where that of the snapshot was, as fast as the machine's */
  readonly clock?: Clock;
  /** The weather that the simulator was given; must be given again if it was. */
  readonly weather?: Weather;
  /** What its `replay` loads play: those that the simulator was given. */
  readonly recordings?: Recordings;
}

const OPTION_KEYS: KnownKeys<RestoreOptions> = { clock: true, weather: true, recordings: true };

/**
 * Makes the simulator of a snapshot: all its readings are the same.
 *
 * @param snapshot - from `Simulator.snapshot`, or what JSON made of it
 * @throws {InvalidValueError} that names the place in the snapshot, or the option, that breaks a rule
 */
export function restoreSimulator(snapshot: unknown, options: RestoreOptions = {}): Simulator {
  checkKeys("options", options, OPTION_KEYS);
  checkInputs(options);
  const { fleet, seed, nowMs, hasOwnWeather, commands, faults } = checkedSpec(
    "snapshot",
    snapshotSpec,
    snapshot,
  );
  const { clock = scaledClock(systemClock, { startMs: nowMs }), weather, recordings } = options;
  if (hasOwnWeather && weather === undefined) {
    const rule = "this simulator was given its weather: give the same again, as `weather`";
    throw new InvalidValueError("snapshot.hasOwnWeather", hasOwnWeather, rule);
  }
  return new Simulator({
    fleet,
    seed,
    clock,
    weather,
    recordings,
    commands,
    faults,
  });
}
