import type { Clock, Logger } from "@ven/core";
import { VtnCircuitOpenError } from "../errors/vtn-circuit-open-error.ts";
import { VtnUnreachableError } from "../errors/vtn-unreachable-error.ts";
import { CircuitBreaker, type CircuitPhase } from "../resilience/circuit-breaker.ts";
import { isRetryableStatus } from "../resilience/is-retryable-status.ts";
import { RetryBudget } from "../resilience/retry-budget.ts";
import { retryDelay } from "../resilience/retry-delay.ts";
import { SendLane, type SendLaneOptions } from "../resilience/send-lane.ts";
import { AbortFanOut } from "./abort-fan-out.ts";
import { type AxiosInterceptors, AxiosTransport, type WireAdapter } from "./axios-transport.ts";
import { GuardedLane, type Outcome, type Transport } from "./guarded-lane.ts";
import { VTN_HTTP_LOG } from "./http-log.ts";
import { abortFailure, closedFailure } from "./network-failure.ts";
import { OngoingCall } from "./ongoing-call.ts";
import { OngoingCalls } from "./ongoing-calls.ts";
import type { TimeLimits } from "./time-limits.ts";
import type { RequestOptions, VtnAnswer } from "./vtn-request.ts";
import type { HostRequest } from "./wire.ts";

/** How a host is treated. */
export interface VtnHostOptions {
  readonly origin: string;
  /** Opens connections, at most so many at once. */
  readonly connect: (socketCount: number) => WireAdapter;
  readonly limits: TimeLimits;
  readonly maxUnderWay: number;
  readonly maxPerSecond: number | undefined;
  readonly maxAttempts: number;
  readonly circuitOpenMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly random: () => number;
}

/** The connections to one host, and what stands before them: limits, retries and circuit breakers. */
export class VtnHost {
  /** See all requests but those for tokens. */
  readonly interceptors: AxiosInterceptors;
  readonly #options: VtnHostOptions;
  readonly #calls: OngoingCalls;
  readonly #aborts = new AbortFanOut();
  readonly #budget = new RetryBudget();
  readonly #api: GuardedLane;
  readonly #token: GuardedLane;
  #isClosed = false;

  constructor(options: VtnHostOptions) {
    const { clock, maxUnderWay, maxPerSecond } = options;
    this.#options = options;
    this.#calls = new OngoingCalls(clock);
    const transport = new AxiosTransport(options.origin, options.connect(maxUnderWay));
    this.interceptors = transport.interceptors;
    this.#api = this.#newLane({ clock, maxUnderWay, maxPerSecond }, transport);
    // Tokens go by a lane of their own, so that what waits for them cannot keep them waiting. What
    // carries a client secret is shown to no interceptor.
    const adapter = options.connect(1);
    this.#token = this.#newLane(
      { clock, maxUnderWay: 1 },
      { send: (call) => adapter.send(call, call.request), close: () => adapter.close() },
    );
  }

  /** What the circuit breaker of all but token requests lets through. */
  get circuit(): CircuitPhase {
    return this.#api.breaker.phase;
  }

  /**
   * Sends a request, and sends it again if that is safe and may help.
   *
   * @returns the answer, whatever its status
   * @throws {VtnUnreachableError} if there is no whole answer
   * @throws {VtnCircuitOpenError} if the host is known to be down
   */
  async exchange(request: HostRequest, { signal }: RequestOptions): Promise<VtnAnswer> {
    const { tried } = request;
    if (this.#isClosed) throw new VtnUnreachableError(tried, closedFailure(false));
    if (signal?.aborted === true) throw new VtnUnreachableError(tried, abortFailure(false));
    const lane = request.lane === "api" ? this.#api : this.#token;
    const call = new OngoingCall(request, this.#calls, this.#options.limits);
    const place = this.#calls.add(call);
    const following = signal && this.#aborts.follow(signal, call);
    try {
      let outcome = await lane.send(call);
      for (let attempt = 1; isWorthRepeating(outcome); attempt += 1) {
        const delayMs = this.#retryIn(call, attempt, outcome);
        if (delayMs === undefined) break;
        this.#tell(request, attempt, delayMs, outcome);
        await this.#pause(call, delayMs);
        if (call.failure !== undefined) throw new VtnUnreachableError(tried, call.failure);
        const next = await lane.send(call);
        // The host was found down meanwhile: how the last try went says more than that.
        if (next.kind === "heldBack") break;
        outcome = next;
      }
      return this.#settle(tried, outcome);
    } finally {
      if (following !== undefined) this.#aborts.unfollow(following);
      this.#calls.remove(place);
    }
  }

  /** Gives up on what is under way and ends every connection. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#calls.endAll((call) => closedFailure(call.wasSent));
    await Promise.all([this.#api.close(), this.#token.close()]);
  }

  #settle(tried: string, outcome: Outcome): VtnAnswer {
    switch (outcome.kind) {
      case "answer":
        if (!isWorthRepeating(outcome)) this.#budget.earn();
        return outcome.answer;
      case "failure":
        throw new VtnUnreachableError(tried, outcome.failure);
      case "heldBack":
        throw new VtnCircuitOpenError(tried, Math.ceil(this.#options.clock.now() + outcome.waitMs));
    }
  }

  /** How long to wait before the next try; `undefined` if there is to be none. */
  #retryIn(call: OngoingCall, attempt: number, outcome: Outcome): number | undefined {
    const { maxAttempts, random } = this.#options;
    if (attempt >= maxAttempts || call.isOver) return undefined;
    if (!isSafeToRepeat(call.request, outcome)) return undefined;
    const askedMs = outcome.kind === "answer" ? outcome.answer.retryAfterMs : undefined;
    const delayMs = retryDelay(attempt, askedMs, random);
    return delayMs < call.leftMs && this.#budget.take() ? delayMs : undefined;
  }

  #pause(call: OngoingCall, delayMs: number): Promise<void> {
    call.pausing();
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(delayMs, resolve);
      call.during({
        stop: () => {
          cancel();
          resolve();
        },
      });
    });
  }

  #tell({ tried }: HostRequest, attempt: number, delayMs: number, outcome: Outcome): void {
    const status = outcome.kind === "answer" ? outcome.answer.status : undefined;
    const reason = outcome.kind === "failure" ? outcome.failure.reason : undefined;
    const why = status === undefined ? { reason } : { status };
    this.#options.logger.debug(
      { tried, attempt, retryInMs: Math.round(delayMs), ...why },
      VTN_HTTP_LOG.retrying,
    );
  }

  #newLane(limits: SendLaneOptions, transport: Transport): GuardedLane {
    const { clock, logger, origin, circuitOpenMs } = this.#options;
    const breaker = new CircuitBreaker({
      clock,
      openMs: circuitOpenMs,
      onChange: (phase, openMs) => {
        if (openMs > 0) logger.warn({ origin, openMs }, VTN_HTTP_LOG.circuitOpened);
        else if (phase === "closed") logger.info({ origin }, VTN_HTTP_LOG.circuitClosed);
      },
    });
    return new GuardedLane({ clock, turns: new SendLane(limits), breaker, transport });
  }
}

/** Whether another try could go better. */
function isWorthRepeating(outcome: Outcome): boolean {
  if (outcome.kind === "answer") return isRetryableStatus(outcome.answer.status);
  return outcome.kind === "failure" && outcome.failure.isRetryable;
}

/** Whether a request may be sent again after this outcome without being acted on twice. */
function isSafeToRepeat({ isRepeatable }: HostRequest, outcome: Outcome): boolean {
  return isRepeatable || (outcome.kind === "failure" && !outcome.failure.isAmbiguous);
}
