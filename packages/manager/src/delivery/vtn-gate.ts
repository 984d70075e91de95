import type { Clock, Logger } from "@ven/core";
import { MANAGER_LOG } from "../manager-log.ts";

/** How the VTN fares, as far as deliveries tell. */
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
}

/** So many failures in a row close the gate; one alone may be of its report. */
const FAILURES_TO_CLOSE = 4;

/**
 * Stands before a VTN: closes when it fails again and again, or asks to wait; opens for a single try
 * after a random wait whose bound doubles, and wholly when that succeeds. What waits behind it loses
 * nothing.
 */
export class VtnGate {
  readonly #options: VtnGateOptions;
  #health: VtnHealth = "unknown";
  #reason: string | undefined;
  #failureCount = 0;
  #closings = 0;
  #closedUntilMs = Number.NEGATIVE_INFINITY;

  constructor(options: VtnGateOptions) {
    this.#options = options;
  }

  get state(): VtnState {
    const { clock } = this.#options;
    const { waitMs } = this;
    return {
      health: this.#health,
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

  succeed(): void {
    if (this.#closings > 0) this.#options.logger.info({}, MANAGER_LOG.vtnBack);
    this.#health = "up";
    this.#reason = undefined;
    this.#failureCount = 0;
    this.#closings = 0;
  }

  fail({ reason, health, retryAfterMs }: VtnFailure): void {
    this.#reason = reason;
    this.#failureCount += 1;
    const isAsked = retryAfterMs !== undefined;
    if (!isAsked && this.#failureCount < FAILURES_TO_CLOSE && this.#closings === 0) return;
    this.#health = health;
    // Those that were under way when it closed say nothing new, but that it is to be closed longer.
    if (this.waitMs > (retryAfterMs ?? 0)) return;
    const { random, retryFirstMs, retryLongestMs, clock, logger } = this.#options;
    const boundMs = Math.min(retryLongestMs, retryFirstMs * 2 ** Math.min(this.#closings, 40));
    const retryInMs = retryAfterMs ?? random() * boundMs;
    if (this.waitMs === 0) {
      this.#closings += 1;
      logger.warn({ reason, retryInMs: Math.ceil(retryInMs) }, MANAGER_LOG.vtnDown);
    }
    this.#closedUntilMs = clock.monotonic() + retryInMs;
  }
}
