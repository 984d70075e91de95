import {
  type Clock,
  LoadId,
  type QuietLogger,
  quietRepeats,
  silentLogger,
  systemClock,
} from "@ven/core";
import { MeterDataSimulator } from "@ven/simulator";
import type { Outbox } from "@ven/store";
import { checkManagerOptions } from "./check-manager-options.ts";
import { check } from "./delivery/check-delivery-options.ts";
import { openDelivery } from "./delivery/open-delivery.ts";
import type { ReadingDelivery } from "./delivery/reading-delivery.ts";
import type { VenDirectory } from "./delivery/ven-desk.ts";
import { FleetRoster } from "./fleet-roster.ts";
import type { MeterSource } from "./meter-source.ts";
import { DEFAULT_CONCURRENCY } from "./profiles/connection-of.ts";
import { openProfile } from "./profiles/open-profile.ts";
import type { Profile } from "./profiles/profile.ts";
import { Deadband } from "./reports/deadband.ts";
import { LastInstants } from "./reports/last-instants.ts";
import { TickReporter } from "./reports/tick-reporter.ts";
import type { VenManagerOptions } from "./ven-manager-options.ts";

/** What a manager is made of. */
export interface ManagerParts {
  readonly clock: Clock;
  readonly logger: QuietLogger;
  readonly simulator: MeterSource;
  readonly profile: Profile;
  readonly roster: FleetRoster;
  readonly delivery: ReadingDelivery;
  readonly reporter: TickReporter;
  /** The outbox that was made for the manager; to be closed after its deliveries. */
  readonly ownOutbox: Outbox | undefined;
}

/**
 * Puts together what a manager is made of.
 *
 * @throws {InvalidValueError} if there is no such option, or it is out of its range
 */
export function openManagerParts(options: VenManagerOptions): ManagerParts {
  checkManagerOptions(options);
  const { concurrency = DEFAULT_CONCURRENCY, store, loadIds, filter } = options;
  const reportWaitMs = check(options, "reportWaitMs", { or: 5_000, least: 0, most: 600_000 });
  const deadband = deadbandOf(options);
  const clock = options.clock ?? systemClock;
  const logger = quietRepeats(options.logger ?? silentLogger);
  const simulator = options.simulator ?? new MeterDataSimulator();
  const profile = openProfile(options, logger);
  const roster = new FleetRoster({ profile, simulator, logger, store, concurrency });
  const vens: VenDirectory = {
    open: (venId, call) => roster.memberOf(venId).ready(call),
    doubt: (venId, eventId) => {
      roster.memberOf(venId).doubt();
      if (eventId !== undefined) profile.doubtEvent?.(eventId);
    },
  };
  const parts = { profile, clock, logger, concurrency, vens };
  const { delivery, ownOutbox } = openDelivery(options, parts);
  const reporter = new TickReporter({
    delivery,
    clock,
    logger,
    loadIds: loadIds && new Set(loadIds.map((loadId) => LoadId(loadId))),
    filter,
    deadband,
    lastInstants: new LastInstants(),
    reportWaitMs,
  });
  return { clock, logger, simulator, profile, roster, delivery, reporter, ownOutbox };
}

function deadbandOf(options: VenManagerOptions): Deadband | undefined {
  if (options.deadbandW === undefined) return undefined;
  return new Deadband(check(options, "deadbandW", { least: 0, most: 1e12 }));
}
