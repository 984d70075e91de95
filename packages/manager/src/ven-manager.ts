import {
  type Clock,
  describeError,
  LoadId,
  type NamedColumns,
  type QuietLogger,
  quietRepeats,
  silentLogger,
  systemClock,
  type VenId,
} from "@ven/core";
import { MeterDataSimulator } from "@ven/simulator";
import type { AppendOptions, AppendResult, Outbox } from "@ven/store";
import { check } from "./delivery/check-delivery-options.ts";
import type { DeliveryStatus } from "./delivery/delivery-status.ts";
import { openDelivery } from "./delivery/open-delivery.ts";
import type { DrainOptions, ReadingDelivery } from "./delivery/reading-delivery.ts";
import { ManagerClosedError } from "./errors/manager-closed-error.ts";
import { FleetRoster } from "./fleet-roster.ts";
import { MANAGER_LOG } from "./manager-log.ts";
import type { MeterSource } from "./meter-source.ts";
import { DEFAULT_CONCURRENCY } from "./profiles/connection-of.ts";
import { openProfile } from "./profiles/open-profile.ts";
import type { CallOptions, Profile } from "./profiles/profile.ts";
import type { RegisteredVen } from "./registered-ven.ts";
import { Deadband } from "./reports/deadband.ts";
import { logTick } from "./reports/log-tick.ts";
import { selectRows } from "./reports/select-rows.ts";
import { sumVenReports } from "./reports/sum-ven-reports.ts";
import type { TickReport } from "./reports/tick-report.ts";
import { TickReporter } from "./reports/tick-reporter.ts";
import type { VenManagerOptions } from "./ven-manager-options.ts";

/** How long {@link VenManager.cleanup} waits for what is under way, ms. */
const STOP_GRACE_MS = 10_000;

/**
 * Runs a fleet: registers its VENs at a VTN and, each time it is asked, moves the simulated meters
 * on by one step and reports every reading of every VEN.
 *
 * ```
 * venReportUsage()                        never throws; logs
 *  └─ generateReports()
 *      ├─ simulator.increaseTime()
 *      ├─ for each VEN: simulator.collectColumns()
 *      ├─ outbox.append()                 from here on nothing is lost
 *      └─ sinks, then the VTN             in the background: what fails now is sent later
 * ```
 */
export class VenManager {
  readonly #simulator: MeterSource;
  readonly #clock: Clock;
  readonly #logger: QuietLogger;
  readonly #profile: Profile;
  readonly #delivery: ReadingDelivery;
  readonly #reporter: TickReporter;
  /** Closed with the manager. */
  readonly #ownOutbox: Outbox | undefined;
  readonly #roster: FleetRoster;
  #closing: Promise<void> | undefined;
  #isClosed = false;

  /** @throws {InvalidValueError} if an option is out of its range */
  constructor(options: VenManagerOptions) {
    const { concurrency = DEFAULT_CONCURRENCY, store } = options;
    const reportWaitMs = check(options, "reportWaitMs", { or: 5_000, least: 0, most: 600_000 });
    const deadband = deadbandOf(options);
    const clock = options.clock ?? systemClock;
    const logger = quietRepeats(options.logger ?? silentLogger);
    const simulator = options.simulator ?? new MeterDataSimulator();
    const profile = openProfile(options, logger);
    const roster = new FleetRoster({ profile, simulator, logger, store, concurrency });
    const vens = {
      open: (venId: string, call: CallOptions) => roster.memberOf(venId).ready(call),
      doubt: (venId: string, eventId: string | undefined) => {
        roster.memberOf(venId).doubt();
        if (eventId !== undefined) profile.doubtEvent?.(eventId);
      },
    };
    const parts = { profile, clock, logger, concurrency, vens };
    const { delivery, ownOutbox } = openDelivery(options, parts);
    this.#simulator = simulator;
    this.#clock = clock;
    this.#logger = logger;
    this.#profile = profile;
    this.#roster = roster;
    this.#delivery = delivery;
    this.#ownOutbox = ownOutbox;
    this.#reporter = new TickReporter({
      delivery,
      clock,
      simulator,
      logger,
      loadIds: options.loadIds && new Set(options.loadIds.map((loadId) => LoadId(loadId))),
      filter: options.filter,
      deadband,
      reportWaitMs,
    });
  }

  /** The registered VENs by their local name, in the order of registration. */
  get vens(): ReadonlyMap<VenId, RegisteredVen> {
    return this.#roster.vens;
  }

  /**
   * Registers a VEN of the fleet, and its approved resources, at the VTN; once it has succeeded,
   * asking again gives the same registration. Should the VTN forget it, it is registered again.
   *
   * @param venId - local name of a VEN of the fleet, such as `Herning`
   * @throws {NoFleetError} if the meters have no fleet and there is no store
   * @throws {UnknownVenError} if the fleet has no such VEN
   * @throws {NoReportEventError} if reports have no event to quote (3.0.1, 3.1.0)
   * @throws {VtnUnreachableError | VtnProblemError | VtnAnswerError | VtnAuthError} if the VTN does
   * not register it
   */
  async registerLoadVen(venId: string, options: CallOptions = {}): Promise<RegisteredVen> {
    this.#checkOpen(`registerLoadVen("${venId}")`);
    await this.#roster.initializeMeters(options);
    try {
      return await this.#roster.register(venId, options);
    } finally {
      this.#logger.endRound();
    }
  }

  /**
   * Registers several VENs of the fleet: one that fails does not stop the others, and is tried again
   * at each tick.
   *
   * @returns why it failed, by VEN, for those that did
   * @throws {NoFleetError} if the meters have no fleet and there is no store
   */
  async registerLoadVens(
    venIds: readonly string[],
    options: CallOptions = {},
  ): Promise<ReadonlyMap<VenId, unknown>> {
    this.#checkOpen("registerLoadVens()");
    await this.#roster.initializeMeters(options);
    const failures = await this.#roster.registerAll(venIds, options);
    this.#logger.endRound();
    return failures;
  }

  /**
   * Moves the meters on by one step, keeps the readings of every VEN in the outbox and reports them.
   *
   * Waits up to `reportWaitMs` for the VTN; what it does not have by then is delivered in the
   * background. A reading that fails does not stop its resource, nor a VEN that fails the others: both
   * are counted and logged. A VEN that the VTN seems to have forgotten is registered again.
   *
   * @throws {NoFleetError} if the meters have no fleet and there is no store
   * @throws {ManagerClosedError} after {@link cleanup}
   * @throws {StoreError} if the readings cannot be kept
   */
  async generateReports(options: CallOptions = {}): Promise<TickReport> {
    this.#checkOpen("generateReports()");
    await this.#roster.initializeMeters(options);
    const startedAtMs = this.#clock.now();
    const startedMs = this.#clock.monotonic();
    this.#logger.info({}, MANAGER_LOG.tickStarted);
    if (this.#roster.memberCount === 0) this.#logger.warn({}, MANAGER_LOG.noVen);
    const index = this.#simulator.increaseTime();
    const vens = await this.#reporter.report(this.#roster.members, options);
    const durationMs = this.#clock.monotonic() - startedMs;
    const report: TickReport = { index, startedAtMs, durationMs, ...sumVenReports(vens), vens };
    logTick(this.#logger, report);
    return report;
  }

  /**
   * {@link generateReports} for a scheduler: never throws.
   *
   * @returns what the tick came to, or `undefined` if it failed as a whole, which is logged
   */
  async venReportUsage(options: CallOptions = {}): Promise<TickReport | undefined> {
    try {
      return await this.generateReports(options);
    } catch (error) {
      this.#logger.error({ reason: describeError(error) }, MANAGER_LOG.tickFailed);
      return undefined;
    }
  }

  /**
   * Keeps readings from elsewhere, such as of a past period, and reports them like those of a tick: in
   * the background.
   *
   * @param columns - of one VEN and one instant each; readings that are `NaN` are passed over
   * @throws {ManagerClosedError} after {@link cleanup}
   * @throws {StoreError} if they cannot be kept
   */
  async acceptReadings(
    columns: readonly NamedColumns[],
    options: AppendOptions = {},
  ): Promise<AppendResult> {
    this.#checkOpen("acceptReadings()");
    const batches = columns.map((one) => ({ columns: one, rows: selectRows(one).rows }));
    const accepted = await this.#delivery.accept(batches, { ...options, isTick: false });
    const { acceptedCount, droppedCount, duplicateCount } = accepted;
    return { acceptedCount, droppedCount, duplicateCount };
  }

  /** Delivers what waits in the outbox. Resolves when nothing waits for the VTN; dead letters do not count. */
  async drain(options: DrainOptions = {}): Promise<void> {
    this.#checkOpen("drain()");
    await this.#delivery.drain(options);
  }

  /** Begins to deliver what an earlier process left in the outbox; the first tick does that too. */
  resume(): void {
    this.#checkOpen("resume()");
    this.#delivery.start();
  }

  /** What waits, what was delivered and what was not, and how the VTN fares. */
  deliveryStatus(): Promise<DeliveryStatus> {
    return this.#delivery.status();
  }

  /**
   * Finishes what is under way, then ends every connection; the manager cannot be used afterwards. What
   * was not delivered stays in the outbox. Asking twice is harmless.
   *
   * @param options.graceMs - how long to wait for what is under way, ms. @defaultValue 10_000
   */
  cleanup(options: { readonly graceMs?: number } = {}): Promise<void> {
    this.#isClosed = true;
    this.#closing ??= this.#close(options.graceMs ?? STOP_GRACE_MS);
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.cleanup();
  }

  async #close(graceMs: number): Promise<void> {
    await this.#delivery.stop(graceMs);
    if (this.#ownOutbox !== undefined) await this.#ownOutbox.close();
    await this.#profile.close();
  }

  #checkOpen(tried: string): void {
    if (this.#isClosed) throw new ManagerClosedError(tried);
  }
}

function deadbandOf(options: VenManagerOptions): Deadband | undefined {
  if (options.deadbandW === undefined) return undefined;
  return new Deadband(check(options, "deadbandW", { least: 0, most: 1e12 }));
}
