import type { Clock, Logger } from "@ven/core";
import { MANAGER_LOG } from "../manager-log.ts";
import { type VenPause, VenPauses } from "./ven-pauses.ts";

/**
 * How the VTN fares, as far as deliveries tell: `unknown` before the first, and while so few have failed
 * that their reports may be to blame; then there is a reason.
 */
export type VtnHealth = "unknown" | "up" | "down" | "refusing";

/** What is known of the VTN. */
export interface VtnState {
  readonly health: VtnHealth;
  /** Why the last delivery that failed did. */
  readonly reason?: string;
  /** Nothing is sent before, epoch ms. */
  readonly retryAtMs?: number;
}

/** How long to wait for a VTN that fails. */
export interface VtnGateOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Longest first wait, ms. */
  readonly retryFirstMs: number;
  /** Longest wait, ms. */
  readonly retryLongestMs: number;
}

/** A failure that says something of the VTN as a whole. */
export interface VtnFailure {
  readonly reason: string;
  readonly health: "down" | "refusing";
  /** How long the VTN asks to wait, ms, if it does. */
  readonly retryAfterMs?: number | undefined;
  /** Whose request failed. */
  readonly venId: string;
  /** Whether it was no answer of a VTN at all, so that no VEN is to blame. @defaultValue false */
  readonly isNonsense?: boolean;
}

/** Why a VEN could not be opened the last time, and how many reports had been taken the first time. */
interface VenFailure {
  readonly reason: string;
  readonly successCount: number;
}

/** So many failures in a row close the gate; one alone may be of its report. */
const FAILURES_TO_CLOSE = 4;

/**
 * Stands before a VTN: closes when it fails again and again, or asks to wait; opens for a single try
 * after a random wait whose bound doubles, and wholly when that succeeds. What waits behind it loses
 * nothing.
 *
 * A VEN whose login is refused waits alone, unless others fare alike; one that cannot be registered, or
 * has report after report refused for its name, waits alone whatever others do.
 */
export class VtnGate {
  readonly #options: VtnGateOptions;
  #health: VtnHealth = "unknown";
  #reason: string | undefined;
  #failureCount = 0;
  /** Reports refused since the last that was taken. */
  #refusalCount = 0;
  #closings = 0;
  #closedUntilMs = Number.NEGATIVE_INFINITY;
  /** VENs that the VTN does not let in, or does not register. */
  readonly #pauses: VenPauses;
  /** VENs whose reports it refuses for their names. */
  readonly #namePauses: VenPauses;
  /** VENs that could not be opened, until they are answered. */
  readonly #venFailures = new Map<string, VenFailure>();
  #successCount = 0;
  /** VENs that are left alone as the VTN seemed to take nobody's. */
  readonly #waitingVenIds = new Set<string>();
  /** VENs that were refused since anything succeeded. */
  readonly #refusedVenIds = new Set<string>();

  constructor(options: VtnGateOptions) {
    this.#options = options;
    this.#pauses = new VenPauses(options);
    this.#namePauses = new VenPauses(options);
  }

  get state(): VtnState {
    const { clock } = this.#options;
    const { waitMs } = this;
    // What failed last may be of its report alone; but that it is up is no longer known.
    const isInDoubt = this.#health === "up" && this.#failureCount > 0;
    return {
      health: isInDoubt ? "unknown" : this.#health,
      ...(this.#reason === undefined ? {} : { reason: this.#reason }),
      ...(waitMs > 0 ? { retryAtMs: Math.ceil(clock.now() + waitMs) } : {}),
    };
  }

  /** How long nothing may be sent, ms. */
  get waitMs(): number {
    return Math.max(0, this.#closedUntilMs - this.#options.clock.monotonic());
  }

  /** Whether the VTN failed so often that one report must find out whether it is back. */
  get isProbing(): boolean {
    return this.#closings > 0;
  }

  /** Whether nothing of a VEN may be sent now, as it was refused. */
  pauseOf(venId: string): VenPause | undefined {
    return this.#pauses.of(venId) ?? this.#namePauses.of(venId);
  }

  /** Whether the VTN is not even to be asked what it has of a VEN. */
  askPauseOf(venId: string): VenPause | undefined {
    return this.#pauses.of(venId);
  }

  /** The VTN took a report, or showed what it has. */
  succeed(venId: string): void {
    this.answer(venId);
    this.#health = "up";
    this.#reason = undefined;
    this.#refusalCount = 0;
    this.#successCount += 1;
    this.#namePauses.end(venId);
    for (const waitingVenId of this.#waitingVenIds) {
      this.#pauses.cutShort(waitingVenId);
      this.#namePauses.cutShort(waitingVenId);
    }
    this.#waitingVenIds.clear();
  }

  /** The VTN answered that it will not take a report, which may be the report's fault: or not. */
  refuse(venId: string, reason: string): void {
    this.answer(venId);
    this.#countRefusal(reason);
  }

  /**
   * The VTN refused a report for its name, and shows none of that name: which may happen to a single
   * report, or to all that a VEN sends.
   *
   * @returns whether it is to all, as nothing was taken since: then the VEN is left alone for a while
   */
  refuseName(venId: string, reason: string): boolean {
    if (!this.#countRefusal(reason)) return false;
    this.#namePauses.begin(venId, reason);
    this.#waitingVenIds.add(venId);
    return true;
  }

  /** A VEN cannot be registered, or has nothing to quote: it is left alone for a while, the others are not. */
  refuseVen(venId: string, reason: string, { isOfVtn }: { readonly isOfVtn: boolean }): void {
    this.#pauses.begin(venId, reason);
    const { successCount = this.#successCount } = this.#venFailures.get(venId) ?? {};
    // Where others had reports taken since it was first refused, it is not the VTN.
    if (!isOfVtn || this.#successCount > successCount) return;
    this.#waitingVenIds.add(venId);
    this.#health = "refusing";
    this.#reason = reason;
  }

  /** Notes why a VEN could not be opened. Returns whether that is news. */
  noteVenFailure(venId: string, reason: string): boolean {
    const known = this.#venFailures.get(venId);
    const { successCount = this.#successCount } = known ?? {};
    this.#venFailures.set(venId, { reason, successCount });
    return known?.reason !== reason;
  }

  /**
   * The VTN answered, which says that it is there, and no more.
   *
   * @param venId - of the VEN that it let in; `undefined` if it does not know it
   */
  answer(venId: string | undefined): void {
    if (this.#closings > 0) this.#options.logger.info({}, MANAGER_LOG.vtnBack);
    this.#failureCount = 0;
    this.#closings = 0;
    this.#refusedVenIds.clear();
    if (venId === undefined) return;
    this.#pauses.end(venId);
    this.#venFailures.delete(venId);
  }

  fail(failure: VtnFailure): void {
    const { reason, health, retryAfterMs } = failure;
    this.#reason = reason;
    this.#failureCount += 1;
    if (this.#isOfOneVen(failure)) {
      // The last word: as soon as the VTN takes a report of another VEN it is up.
      this.#health = health;
      return;
    }
    const isAsked = retryAfterMs !== undefined;
    if (!isAsked && this.#failureCount < FAILURES_TO_CLOSE && this.#closings === 0) return;
    this.#health = health;
    // Those that were under way when it closed say nothing new, but that it is to be closed longer.
    if (this.waitMs > (retryAfterMs ?? 0)) return;
    const { random, retryFirstMs, retryLongestMs, clock, logger } = this.#options;
    const boundMs = Math.min(retryLongestMs, retryFirstMs * 2 ** Math.min(this.#closings, 40));
    // A VTN that asks to be tried at once, and fails again, is not to be stormed.
    const retryInMs = Math.max(retryAfterMs ?? 0, random() * boundMs);
    if (this.waitMs === 0) {
      this.#closings += 1;
      logger.warn({ reason, retryInMs: Math.ceil(retryInMs) }, MANAGER_LOG.vtnDown);
    }
    this.#closedUntilMs = clock.monotonic() + retryInMs;
  }

  #countRefusal(reason: string): boolean {
    this.#refusalCount += 1;
    if (this.#refusalCount < FAILURES_TO_CLOSE) return false;
    this.#health = "refusing";
    this.#reason = reason;
    return true;
  }

  #isOfOneVen({ health, reason, retryAfterMs, venId, isNonsense }: VtnFailure): boolean {
    if (health !== "refusing" || isNonsense === true) return false;
    this.#pauses.begin(venId, reason);
    this.#refusedVenIds.add(venId);
    return retryAfterMs === undefined && this.#refusedVenIds.size === 1;
  }
}
