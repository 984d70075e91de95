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
import { MANAGER_LOG } from "./manager-log.ts";
import type { MeterSource } from "./meter-source.ts";
import { DEFAULT_CONCURRENCY } from "./profiles/connection-of.ts";
import { openProfile } from "./profiles/open-profile.ts";
import type { Profile } from "./profiles/profile.ts";
import type { RegisteredVen } from "./registered-ven.ts";
import { selectRows } from "./reports/select-rows.ts";
import type { TickReport, VenTickReport } from "./reports/tick-report.ts";
import { ResourceRegistrar } from "./resource-registrar.ts";
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
  readonly #vens = new Map<VenId, RegisteredVen>();
  readonly #registrars = new Map<VenId, ResourceRegistrar>();
  readonly #registrations = new Map<VenId, Promise<RegisteredVen>>();
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
    return this.#vens;
  }

  /**
   * Registers a VEN of the fleet, and its approved resources, at the VTN; once it has succeeded,
   * asking again gives the same registration.
   *
   * @param venId - local name of a VEN of the fleet, such as `Herning`
   * @throws {NoFleetError} if the meters have no fleet and there is no store
   * @throws {UnknownVenError} if the fleet has no such VEN
   * @throws {NoReportEventError} if reports have no event to quote (3.0.1, 3.1.0)
   * @throws {VtnUnreachableError | VtnProblemError | VtnAnswerError | VtnAuthError} if the VTN does
   * not register it
   */
  registerLoadVen(
    venId: string,
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<RegisteredVen> {
    const id = VenId(venId);
    const known = this.#registrations.get(id);
    if (known !== undefined) return known;
    const registration = this.#register(id, options).catch((error: unknown) => {
      this.#registrations.delete(id);
      throw error;
    });
    this.#registrations.set(id, registration);
    return registration;
  }

  /**
   * Moves the meters on by one step and reports the readings of every registered VEN.
   *
   * A reading that fails does not stop its resource, nor a VEN that fails the others: both are
   * counted and logged.
   *
   * @throws {NoFleetError} if the meters have no fleet and there is no store
   * @throws {ManagerClosedError} after {@link cleanup}
   */
  async generateReports(options: { readonly signal?: AbortSignal } = {}): Promise<TickReport> {
    this.#checkOpen("generateReports()");
    await this.#initializeMeters(options);
    const startedAtMs = this.#clock.now();
    const startedMs = this.#clock.monotonic();
    this.#logger.info({}, MANAGER_LOG.tickStarted);
    if (this.#vens.size === 0) this.#logger.warn({}, MANAGER_LOG.noVen);
    const index = this.#simulator.increaseTime();
    const vens = await this.#reportVens(options);
    const sum = (count: (ven: VenTickReport) => number) =>
      vens.reduce((total, ven) => total + count(ven), 0);
    const report: TickReport = {
      index,
      startedAtMs,
      durationMs: this.#clock.monotonic() - startedMs,
      resourceCount: sum((ven) => ven.resourceCount),
      readingCount: sum((ven) => ven.readingCount),
      reportCount: sum((ven) => ven.reportCount),
      sentCount: sum((ven) => ven.sentCount),
      failedCount: sum((ven) => ven.failedCount),
      missingCount: sum((ven) => ven.missingCount),
      vens,
    };
    const { resourceCount, reportCount, sentCount, failedCount, durationMs } = report;
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
  async venReportUsage(
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<TickReport | undefined> {
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

  async #register(
    venId: VenId,
    options: { readonly signal?: AbortSignal },
  ): Promise<RegisteredVen> {
    this.#checkOpen(`registerLoadVen("${venId}")`);
    await this.#initializeMeters(options);
    const resources = this.#simulator.getVenResources(venId, "APPROVED");
    const { ven, created } = await this.#profile.registerVen(venId, options);
    this.#logger.info({ venId, vtnVenId: ven.vtnVenId, created }, MANAGER_LOG.venRegistered);
    const registrar = new ResourceRegistrar({ ven, profile: this.#profile, logger: this.#logger });
    await registrar.register(resources, options);
    this.#registrars.set(venId, registrar);
    this.#logger.endRound();
    this.#vens.set(venId, ven);
    return ven;
  }

  /** Gives the meters their fleet, once, unless somebody did. */
  async #initializeMeters(options: { readonly signal?: AbortSignal }): Promise<void> {
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

  async #reportVens(options: { readonly signal?: AbortSignal }): Promise<VenTickReport[]> {
    const reports: VenTickReport[] = [];
    // As many VENs in hand as requests under way: more would hold columns that only wait.
    await eachOfMany([...this.#vens.values()], this.#concurrency, async (ven, position) => {
      reports[position] = await this.#reportVen(ven, options);
    });
    return reports;
  }

  async #reportVen(
    ven: RegisteredVen,
    options: { readonly signal?: AbortSignal },
  ): Promise<VenTickReport> {
    const { venId } = ven;
    const { programId } = this.#options;
    let counts = { resourceCount: 0, readingCount: 0, missingCount: 0 };
    try {
      this.#logger.info({ venId }, MANAGER_LOG.collecting);
      const columns = this.#simulator.collectColumns(venId);
      // A resource that was approved since the last tick is not known to the VTN yet.
      await this.#registrars.get(venId)?.register(columns.layout.resources, options);
      const { rows, missingCount } = selectRows(columns, this.#loadIds);
      const resourceCount = columns.layout.resources.length;
      const readingCount = rows.length;
      counts = { resourceCount, readingCount, missingCount };
      this.#logger.info({ venId, resourceCount, readingCount }, MANAGER_LOG.processing);
      if (missingCount > 0) this.#logger.debug({ venId, missingCount }, MANAGER_LOG.missing);
      const batch = { ven, columns, rows, ...(programId === undefined ? {} : { programId }) };
      const delivered = await this.#delivery.deliver(batch, options);
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
