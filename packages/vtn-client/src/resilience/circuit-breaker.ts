import type { Clock } from "@ven/core";
import { CircuitState, CountBreaker, type IBreaker } from "cockatiel";

/**
 * What a circuit breaker lets through: all (`closed`), nothing (`open`), or one request that finds
 * out whether the VTN is back (`halfOpen`).
 */
export type CircuitPhase = "closed" | "open" | "halfOpen";

/** How many of the last requests are looked at. */
const WINDOW = 20;
/** Fewest requests that say anything about the VTN. */
const LEAST = 10;
/** Share of the window that must have failed for the VTN to count as down. */
const DOWN_SHARE = 0.8;
/** Most times that the pause is doubled while the VTN stays down. */
const MOST_DOUBLINGS = 4;

/** How soon to ask again while one request finds out whether the VTN is back, ms. */
const PROBE_WAIT_MS = 1_000;

/** How a call ended, to a breaker; `unknown` if it was ended from our side. */
export type CallHealth = "up" | "down" | "unknown";

/**
 * Stops sending to a VTN that is down: opens when more than 80 % of the last 20 requests, of 10 at
 * least, found it down, and lets one request through after a pause, which doubles while it stays down.
 *
 * When to open is cockatiel's to say; its policy is not used, as it reads the wall clock, lets
 * callers wait behind the probe, and takes a probe that its caller aborted for a success.
 */
export class CircuitBreaker {
  readonly #clock: Clock;
  readonly #openMs: number;
  readonly #onChange: (phase: CircuitPhase, openMs: number) => void;
  #samples: IBreaker = newSamples();
  #phase: CircuitPhase = "closed";
  #retryAtMs = 0;
  #openedInARow = 0;

  /**
   * @param options.openMs - how long nothing is sent, ms; 0 never opens
   * @param options.onChange - is told of every change, and how long an open circuit stays open
   */
  constructor(options: {
    readonly clock: Clock;
    readonly openMs: number;
    readonly onChange: (phase: CircuitPhase, openMs: number) => void;
  }) {
    this.#clock = options.clock;
    this.#openMs = options.openMs;
    this.#onChange = options.onChange;
  }

  get phase(): CircuitPhase {
    return this.#phase;
  }

  /** How long until a request may be sent, ms; 0 if one may be sent now. Changes nothing. */
  get waitMs(): number {
    if (this.#phase === "closed") return 0;
    const waitMs = Math.max(0, this.#retryAtMs - this.#clock.monotonic());
    return this.#phase === "halfOpen" ? Math.max(PROBE_WAIT_MS, waitMs) : waitMs;
  }

  /**
   * Asks to send, with {@link waitMs} 0; then {@link record} must be told how it went.
   *
   * @returns whether this request is the one that finds out whether the VTN is back
   */
  admit(): boolean {
    if (this.#phase !== "open") return false;
    this.#change("halfOpen", 0);
    return true;
  }

  /** Tells how a request that was admitted went. */
  record(health: CallHealth, isProbe: boolean): void {
    if (this.#openMs === 0) return;
    if (isProbe) this.#judgeProbe(health);
    // What was sent before the circuit opened says nothing of the VTN since.
    else if (this.#phase === "closed") this.#sample(health);
  }

  #sample(health: CallHealth): void {
    if (health === "up") this.#samples.success(CircuitState.Closed);
    else if (health === "down" && this.#samples.failure(CircuitState.Closed)) this.#open();
  }

  #judgeProbe(health: CallHealth): void {
    if (health === "down") {
      this.#open();
      return;
    }
    if (health === "unknown") {
      this.#change("open", 0);
      return;
    }
    this.#samples = newSamples();
    this.#openedInARow = 0;
    this.#change("closed", 0);
  }

  #open(): void {
    const openMs = this.#openMs * 2 ** Math.min(this.#openedInARow, MOST_DOUBLINGS);
    this.#openedInARow += 1;
    this.#retryAtMs = this.#clock.monotonic() + openMs;
    this.#change("open", openMs);
  }

  #change(phase: CircuitPhase, openMs: number): void {
    this.#phase = phase;
    this.#onChange(phase, openMs);
  }
}

function newSamples(): IBreaker {
  return new CountBreaker({ threshold: DOWN_SHARE, size: WINDOW, minimumNumberOfCalls: LEAST });
}
