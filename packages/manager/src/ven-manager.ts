import {
  type Clock,
  describeError,
  eachOfMany,
  LoadId,
  type QuietLogger,
  quietRepeats,
  silentLogger,
  systemClock,
  VenId,
} from "@ven/core";
import { MeterDataSimulator } from "@ven/simulator";
import type { Delivery } from "./delivery/delivery.ts";
import { ManagerClosedError } from "./errors/manager-closed-error.ts";
import { NoFleetError } from "./errors/no-fleet-error.ts";
import { FleetMember } from "./fleet-member.ts";
import { MANAGER_LOG } from "./manager-log.ts";
import type { MeterSource } from "./meter-source.ts";
import { DEFAULT_CONCURRENCY } from "./profiles/connection-of.ts";
import { openProfile } from "./profiles/open-profile.ts";
import type { CallOptions, Profile } from "./profiles/profile.ts";
import type { RegisteredVen } from "./registered-ven.ts";
import { selectRows } from "./reports/select-rows.ts";
import { sumVenReports } from "./reports/sum-ven-reports.ts";
import type { TickReport, VenTickReport } from "./reports/tick-report.ts";
import type { VenManagerOptions } from "./ven-manager-options.ts";

/**
 * Runs a fleet: registers its VENs at a VTN and, each time it is asked, moves the simulated meters
 * on by one step and reports every reading of every registered VEN.
 *
 * ```
 * venReportUsage()                 never throws; logs
 *  └─ generateReports()
 *      ├─ simulator.increaseTime()
 *      └─ for each VEN: simulator.collectColumns() -> Delivery -> VTN
 * ```
 */
export class VenManager {
  readonly #options: VenManagerOptions;
  readonly #simulator: MeterSource;
  readonly #clock: Clock;
  readonly #concurrency: number;
  readonly #logger: QuietLogger;
  readonly #profile: Profile;
  readonly #delivery: Delivery;
  readonly #loadIds: ReadonlySet<LoadId> | undefined;
  readonly #members = new Map<VenId, FleetMember>();
  #initializing: Promise<void> | undefined;
  #isClosed = false;

  /** @throws {InvalidValueError} if an option is out of its range */
  constructor(options: VenManagerOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#logger = quietRepeats(options.logger ?? silentLogger);
    this.#simulator = options.simulator ?? new MeterDataSimulator();
    this.#loadIds = options.loadIds && new Set(options.loadIds.map((loadId) => LoadId(loadId)));
    this.#concurrency = options.concurrency ?? DEFAULT_CONCURRENCY;
    this.#profile = openProfile(options, this.#logger);
    this.#delivery = options.delivery ?? this.#profile.delivery;
  }

  /** The registered VENs by their local name, in the order of registration. */
  get vens(): ReadonlyMap<VenId, RegisteredVen> {
    const vens = new Map<VenId, RegisteredVen>();
    for (const { venId, ven } of this.#members.values())
      if (ven !== undefined) vens.set(venId, ven);
    return vens;
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
    const member = await this.#openMember(venId, options);
    try {
      return await member.register(options);
    } catch (error) {
      if (member.ven === undefined) this.#members.delete(member.venId);
      throw error;
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
    const failures = new Map<VenId, unknown>();
    await eachOfMany(venIds, this.#concurrency, async (venId) => {
      const member = await this.#openMember(venId, options);
      try {
        await member.register(options);
      } catch (error) {
        failures.set(member.venId, error);
      }
    });
    this.#logger.endRound();
    return failures;
  }

  /**
   * Moves the meters on by one step and reports the readings of every registered VEN.
   *
   * A reading that fails does not stop its resource, nor a VEN that fails the others: both are
   * counted and logged. A VEN that the VTN seems to have forgotten is registered again at the next
   * tick.
   *
   * @throws {NoFleetError} if the meters have no fleet and there is no store
   * @throws {ManagerClosedError} after {@link cleanup}
   */
  async generateReports(options: CallOptions = {}): Promise<TickReport> {
    this.#checkOpen("generateReports()");
    await this.#initializeMeters(options);
    const startedAtMs = this.#clock.now();
    const startedMs = this.#clock.monotonic();
    this.#logger.info({}, MANAGER_LOG.tickStarted);
    if (this.#members.size === 0) this.#logger.warn({}, MANAGER_LOG.noVen);
    const index = this.#simulator.increaseTime();
    const vens = await this.#reportVens(options);
    const durationMs = this.#clock.monotonic() - startedMs;
    const report: TickReport = { index, startedAtMs, durationMs, ...sumVenReports(vens), vens };
    const { resourceCount, reportCount, sentCount, failedCount } = report;
    this.#logger.endRound();
    this.#logger.info(
      { sentCount, failedCount, reportCount, resourceCount, venCount: vens.length, durationMs },
      MANAGER_LOG.complete,
    );
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

  /** Ends every connection; the manager cannot be used afterwards. Asking twice is harmless. */
  async cleanup(): Promise<void> {
    this.#isClosed = true;
    await this.#profile.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.cleanup();
  }

  async #openMember(venId: string, options: CallOptions): Promise<FleetMember> {
    const id = VenId(venId);
    this.#checkOpen(`registerLoadVen("${venId}")`);
    await this.#initializeMeters(options);
    const known = this.#members.get(id);
    if (known !== undefined) return known;
    const member = new FleetMember(id, {
      profile: this.#profile,
      simulator: this.#simulator,
      logger: this.#logger,
    });
    this.#members.set(id, member);
    return member;
  }

  /** Gives the meters their fleet, once, unless somebody did. */
  async #initializeMeters(options: CallOptions): Promise<void> {
    if (this.#simulator.isInitialized) return;
    const source = this.#options.store?.registry;
    if (source === undefined) throw new NoFleetError();
    this.#initializing ??= this.#simulator
      .initializeResources(undefined, { source, ...options })
      .finally(() => {
        this.#initializing = undefined;
      });
    await this.#initializing;
  }

  async #reportVens(options: CallOptions): Promise<VenTickReport[]> {
    const reports: VenTickReport[] = [];
    // As many VENs in hand as requests under way: more would hold columns that only wait.
    await eachOfMany([...this.#members.values()], this.#concurrency, async (member, position) => {
      reports[position] = await this.#reportVen(member, options);
    });
    return reports;
  }

  async #reportVen(member: FleetMember, options: CallOptions): Promise<VenTickReport> {
    const { venId } = member;
    const { programId } = this.#options;
    let counts = { resourceCount: 0, readingCount: 0, missingCount: 0 };
    try {
      // It may have failed so far, or the VTN have forgotten it.
      const ven = await member.register(options);
      this.#logger.info({ venId }, MANAGER_LOG.collecting);
      const columns = this.#simulator.collectColumns(venId);
      await member.registerResources(columns.layout.resources, options);
      const { rows, missingCount } = selectRows(columns, this.#loadIds);
      const resourceCount = columns.layout.resources.length;
      const readingCount = rows.length;
      counts = { resourceCount, readingCount, missingCount };
      this.#logger.info({ venId, resourceCount, readingCount }, MANAGER_LOG.processing);
      if (missingCount > 0) this.#logger.debug({ venId, missingCount }, MANAGER_LOG.missing);
      const batch = { ven, columns, rows, ...(programId === undefined ? {} : { programId }) };
      const { isUnknownToVtn, ...delivered } = await this.#delivery.deliver(batch, options);
      if (isUnknownToVtn === true) member.doubt();
      const { sentCount, reportCount } = delivered;
      this.#logger.info({ venId, sentCount, readingCount, reportCount }, MANAGER_LOG.sent);
      return { venId, ...counts, ...delivered };
    } catch (error) {
      this.#logger.error({ venId, reason: describeError(error) }, MANAGER_LOG.venFailed);
      const failedCount = counts.readingCount;
      return { venId, ...counts, reportCount: 0, sentCount: 0, failedCount, error };
    }
  }

  #checkOpen(tried: string): void {
    if (this.#isClosed) throw new ManagerClosedError(tried);
  }
}
