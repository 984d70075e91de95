import { describeError, type NamedColumns, type VenId } from "@ven/core";
import type { AppendResult } from "@ven/store";
import type { DeliveryStatus } from "./delivery/delivery-status.ts";
import type { AcceptReadingsOptions, DrainOptions } from "./delivery/reading-delivery.ts";
import { isManagerClosedError, ManagerClosedError } from "./errors/manager-closed-error.ts";
import { MANAGER_LOG } from "./manager-log.ts";
import { type ManagerParts, openManagerParts } from "./open-manager-parts.ts";
import type { CallOptions } from "./profiles/profile.ts";
import type { RegisteredVen } from "./registered-ven.ts";
import { logTick } from "./reports/log-tick.ts";
import { selectRows } from "./reports/select-rows.ts";
import { sumVenReports } from "./reports/sum-ven-reports.ts";
import type { TickReport } from "./reports/tick-report.ts";
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
  readonly #parts: ManagerParts;
  #closing: Promise<void> | undefined;
  #isClosed = false;

  /** @throws {InvalidValueError} if an option is out of its range */
  constructor(options: VenManagerOptions) {
    this.#parts = openManagerParts(options);
  }

  /** The registered VENs by their local name, in the order of registration. */
  get vens(): ReadonlyMap<VenId, RegisteredVen> {
    return this.#parts.roster.vens;
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
    const { roster, logger } = this.#parts;
    await roster.initializeMeters(options);
    try {
      return await roster.register(venId, options);
    } finally {
      logger.endRound();
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
    const { roster, logger } = this.#parts;
    await roster.initializeMeters(options);
    const failures = await roster.registerAll(venIds, options);
    logger.endRound();
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
   * @throws {ManagerClosedError} after {@link cleanup}, and if the readings still wait for room in the
   * outbox (`onFull: "block"`) when that ends: what had no room is not kept
   * @throws {StoreError} if the readings cannot be kept
   */
  async generateReports(options: CallOptions = {}): Promise<TickReport> {
    this.#checkOpen("generateReports()");
    const { roster, clock, logger, simulator, reporter } = this.#parts;
    await roster.initializeMeters(options);
    const startedAtMs = clock.now();
    const startedMs = clock.monotonic();
    logger.info({}, MANAGER_LOG.tickStarted);
    if (roster.memberCount === 0) logger.warn({}, MANAGER_LOG.noVen);
    const index = simulator.increaseTime();
    const vens = await reporter.report(roster.members, options);
    const durationMs = clock.monotonic() - startedMs;
    const report: TickReport = { index, startedAtMs, durationMs, ...sumVenReports(vens), vens };
    logTick(logger, report);
    return report;
  }

  /**
   * {@link generateReports} for a scheduler: never throws.
   *
   * @returns what the tick came to, or `undefined` if it failed or was stopped as a whole, which is logged
   */
  async venReportUsage(options: CallOptions = {}): Promise<TickReport | undefined> {
    try {
      return await this.generateReports(options);
    } catch (error) {
      const { logger } = this.#parts;
      const reason = describeError(error);
      if (options.signal?.aborted === true || isManagerClosedError(error)) {
        logger.info({ reason }, MANAGER_LOG.tickStopped);
      } else logger.error({ reason }, MANAGER_LOG.tickFailed);
      return undefined;
    }
  }

  /**
   * Keeps readings from elsewhere, such as of a past period, and reports them like those of a tick: in
   * the background.
   *
   * The same rows of the same layout and instants are passed over when they come again, as long as they
   * wait or were the last of their VEN: give each reading once.
   *
   * @param columns - of one VEN each; readings that are `NaN` are passed over
   * @param options - `isPast`: they are backlog, which is sent at its own pace and leaves live readings
   * their place; else they are live if they are of now, or no others are
   * @throws {ManagerClosedError} after {@link cleanup}, and if they still wait for room in the outbox
   * (`onFull: "block"`) when that ends: what had no room is not kept
   * @throws {StoreError} if they cannot be kept
   */
  async acceptReadings(
    columns: readonly NamedColumns[],
    options: AcceptReadingsOptions = {},
  ): Promise<AppendResult> {
    this.#checkOpen("acceptReadings()");
    const batches = columns.map((one) => ({ columns: one, rows: selectRows(one).rows }));
    const accepted = await this.#parts.delivery.accept(batches, { ...options, isTick: false });
    const { acceptedCount, droppedCount, duplicateCount } = accepted;
    return { acceptedCount, droppedCount, duplicateCount };
  }

  /** Delivers what waits in the outbox. Resolves when nothing waits for the VTN; dead letters do not count. */
  async drain(options: DrainOptions = {}): Promise<void> {
    this.#checkOpen("drain()");
    await this.#parts.delivery.drain(options);
  }

  /** Begins to deliver what an earlier process left in the outbox; the first tick does that too. */
  resume(): void {
    this.#checkOpen("resume()");
    this.#parts.delivery.start();
  }

  /** What waits, what was delivered and what was not, and how the VTN and the ticks fare. */
  deliveryStatus(): Promise<DeliveryStatus> {
    return this.#parts.delivery.desk.status();
  }

  /** Takes note of ticks that were left out as the one before them had not ended, for the status. */
  noteSkippedTicks(count: number): void {
    this.#parts.delivery.desk.noteSkippedTicks(count);
  }

  /**
   * Finishes what is under way, then ends every connection; the manager cannot be used afterwards. What
   * was not delivered stays in the outbox. A tick that waits for room in it has until then, and is
   * rejected with a {@link ManagerClosedError}. Asking twice is harmless.
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
    const { delivery, ownOutbox, profile } = this.#parts;
    await delivery.stop(graceMs);
    await ownOutbox?.close();
    await profile.close();
  }

  #checkOpen(tried: string): void {
    if (this.#isClosed) throw new ManagerClosedError(tried);
  }
}
