import { abortFailure, type NetworkFailure, timeoutFailure } from "./network-failure.ts";
import type { OngoingCalls } from "./ongoing-calls.ts";
import type { TimeLimits } from "./time-limits.ts";
import type { HostRequest } from "./wire.ts";

/** What a call is doing now, and how to make it stop: it fails with {@link OngoingCall.failure}. */
export interface Stoppable {
  stop(): void;
}

/**
 * One call while it goes on: how far it has come, until when it may take, and how to end it early.
 *
 * ```
 * waiting -> connecting -> sent -> answering
 *    ^                               |
 *    └----------- pausing <----------┘   before a retry
 * ```
 */
export class OngoingCall {
  readonly request: HostRequest;
  readonly #calls: OngoingCalls;
  readonly #limits: TimeLimits;
  #phase: "waiting" | "connecting" | "sent" | "answering" | "pausing" = "waiting";
  #totalDueAtMs = Number.POSITIVE_INFINITY;
  #dueAtMs = Number.POSITIVE_INFINITY;
  #wasSent = false;
  #failure: NetworkFailure | undefined;
  #isOver = false;
  #current: Stoppable | undefined;

  constructor(request: HostRequest, calls: OngoingCalls, limits: TimeLimits) {
    this.request = request;
    this.#calls = calls;
    this.#limits = limits;
  }

  /** When its time is over, monotonic ms; never, while it waits for its turn. */
  get dueAtMs(): number {
    return this.#dueAtMs;
  }

  /** Whether any try of it was on its way to the VTN. */
  get wasSent(): boolean {
    return this.#wasSent;
  }

  /** Why this try of it was ended early, if it was. */
  get failure(): NetworkFailure | undefined {
    return this.#failure;
  }

  /** Whether it may not be tried again: its caller gave up, its total time is over, or all is closed. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** How much of its total time is left, ms. */
  get leftMs(): number {
    return this.#totalDueAtMs - this.#calls.now();
  }

  /** Says who is to stop when the call is ended. */
  during(current: Stoppable): void {
    this.#current = current;
    if (this.#failure !== undefined) current.stop();
  }

  /** It waits for its turn. */
  waiting(): void {
    this.#phase = "waiting";
    // Once it has had a turn, its total time runs on.
    this.#dueAtMs = this.#totalDueAtMs;
  }

  /** It has its turn and needs a connection. */
  connecting(): void {
    this.#phase = "connecting";
    const nowMs = this.#calls.now();
    if (this.#totalDueAtMs === Number.POSITIVE_INFINITY) {
      this.#totalDueAtMs = nowMs + this.#limits.totalTimeoutMs;
    }
    this.#isDueIn(this.#limits.connectTimeoutMs, nowMs);
  }

  /** It is on a connection: from now on the VTN may act on it. */
  sent(): void {
    this.#phase = "sent";
    this.#wasSent = true;
    this.#isDueIn(this.#limits.headersTimeoutMs, this.#calls.now());
  }

  /** The head of its answer, or another part of the answer's body, is there. */
  answering(): void {
    this.#phase = "answering";
    this.#isDueIn(this.#limits.idleTimeoutMs, this.#calls.now());
  }

  /** It waits before it is tried again. */
  pausing(): void {
    this.#phase = "pausing";
    if (!this.#isOver) this.#failure = undefined;
    this.#dueAtMs = this.#totalDueAtMs;
  }

  /** Ends this try of it or, when its total time is over, all of it. */
  expire(): void {
    if (this.#dueAtMs < this.#totalDueAtMs) this.#endTry(this.#lateness());
    else this.end(this.#lateness());
  }

  /** Ends it, because its caller gave up. */
  abort(): void {
    this.end(abortFailure(this.#wasSent));
  }

  /** Ends it for good. */
  end(failure: NetworkFailure): void {
    this.#isOver = true;
    this.#endTry(failure);
  }

  #endTry(failure: NetworkFailure): void {
    // Only the first reason counts.
    if (this.#failure !== undefined) return;
    this.#failure = failure;
    this.#dueAtMs = Number.POSITIVE_INFINITY;
    this.#current?.stop();
  }

  #isDueIn(limitMs: number, nowMs: number): void {
    this.#dueAtMs = Math.min(nowMs + limitMs, this.#totalDueAtMs);
    this.#calls.wakeBy(this.#dueAtMs);
  }

  #lateness(): NetworkFailure {
    const { connectTimeoutMs, headersTimeoutMs, idleTimeoutMs, totalTimeoutMs } = this.#limits;
    const isAmbiguous = this.#wasSent;
    if (this.#dueAtMs < this.#totalDueAtMs) {
      if (this.#phase === "connecting") {
        const detail = `no connection within ${connectTimeoutMs} ms`;
        return timeoutFailure("CONNECT_TIMEOUT", detail, isAmbiguous);
      }
      if (this.#phase === "sent") {
        const detail = `sent, but no answer began within ${headersTimeoutMs} ms`;
        return timeoutFailure("HEADERS_TIMEOUT", detail, isAmbiguous);
      }
      const detail = `the answer began, then paused for ${idleTimeoutMs} ms`;
      return timeoutFailure("IDLE_TIMEOUT", detail, isAmbiguous);
    }
    const detail = `no whole answer within ${totalTimeoutMs} ms, ${SO_FAR[this.#phase]}`;
    return timeoutFailure("TIMEOUT", detail, isAmbiguous);
  }
}

/** How far a call had come when its total time was over. */
const SO_FAR = {
  waiting: "while it waited for its turn to be tried again",
  connecting: "while connecting",
  sent: "and no part of one",
  answering: "only the beginning of one",
  pausing: "before it was tried again",
} as const;
