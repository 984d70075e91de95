import type { Clock, Logger } from "@ven/core";
import { MANAGER_LOG } from "../manager-log.ts";
import { VenPauses } from "./ven-pauses.ts";

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

/** So many failures in a row close the gate; one alone may be of its report. */
const FAILURES_TO_CLOSE = 4;

/**
 * Stands before a VTN: closes when it fails again and again, or asks to wait; opens for a single try
 * after a random wait whose bound doubles, and wholly when that succeeds. What waits behind it loses
 * nothing.
 *
 * A VEN whose login is refused waits alone, unless others fare alike.
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
  readonly #pauses: VenPauses;
  /** VENs that were refused since anything succeeded. */
  readonly #refusedVenIds = new Set<string>();

  constructor(options: VtnGateOptions) {
    this.#options = options;
    this.#pauses = new VenPauses(options);
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

  /** How long nothing of a VEN may be sent that was refused, ms. */
  pauseMsOf(venId: string): number {
    return this.#pauses.waitMsOf(venId);
  }

  /** The VTN took a report, or showed what it has. */
  succeed(venId: string): void {
    this.answer(venId);
    this.#health = "up";
    this.#reason = undefined;
    this.#refusalCount = 0;
  }

  /** The VTN answered that it will not take a report, which may be the report's fault: or not. */
  refuse(venId: string, reason: string): void {
    this.answer(venId);
    this.#refusalCount += 1;
    if (this.#refusalCount < FAILURES_TO_CLOSE) return;
    this.#health = "refusing";
    this.#reason = reason;
  }

  /** The VTN answered, which says that it is there, and no more. */
  answer(venId: string): void {
    if (this.#closings > 0) this.#options.logger.info({}, MANAGER_LOG.vtnBack);
    this.#failureCount = 0;
    this.#closings = 0;
    this.#refusedVenIds.clear();
    this.#pauses.end(venId);
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

  #isOfOneVen({ health, retryAfterMs, venId, isNonsense }: VtnFailure): boolean {
    if (health !== "refusing" || isNonsense === true) return false;
    this.#pauses.begin(venId);
    this.#refusedVenIds.add(venId);
    return retryAfterMs === undefined && this.#refusedVenIds.size === 1;
  }
}
