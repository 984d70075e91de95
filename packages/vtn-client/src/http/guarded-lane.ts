import type { Clock } from "@ven/core";
import type { CallHealth, CircuitBreaker } from "../resilience/circuit-breaker.ts";
import { isDownStatus } from "../resilience/is-retryable-status.ts";
import type { SendLane } from "../resilience/send-lane.ts";
import { describeNetworkFailure, type NetworkFailure } from "./network-failure.ts";
import type { OngoingCall } from "./ongoing-call.ts";
import { readWireAnswer } from "./read-wire-answer.ts";
import type { VtnAnswer } from "./vtn-request.ts";
import type { WireAnswer } from "./wire.ts";

/** How one try of a request went. */
export type Outcome =
  | { readonly kind: "answer"; readonly answer: VtnAnswer }
  | { readonly kind: "failure"; readonly failure: NetworkFailure }
  | {
      /** It was not sent, as the host is known to be down. */
      readonly kind: "heldBack";
      /** How long until it may be sent, ms. */
      readonly waitMs: number;
    };

/** What sends the request of a call once. */
export interface Transport {
  /** @throws what the network says: it may hold a token, so read it with `describeNetworkFailure` */
  send(call: OngoingCall): Promise<WireAnswer>;
  /** Ends every connection. */
  close(): Promise<void>;
}

/**
 * A lane to a host: connections, turns to send on them, and a circuit breaker that says whether it
 * is worth it.
 */
export class GuardedLane {
  readonly breaker: CircuitBreaker;
  readonly #clock: Clock;
  readonly #turns: SendLane;
  readonly #transport: Transport;

  constructor(options: {
    readonly clock: Clock;
    readonly turns: SendLane;
    readonly breaker: CircuitBreaker;
    readonly transport: Transport;
  }) {
    this.#clock = options.clock;
    this.#turns = options.turns;
    this.#transport = options.transport;
    this.breaker = options.breaker;
  }

  /** Sends the request of a call once, when it is its turn; throws nothing. */
  async send(call: OngoingCall): Promise<Outcome> {
    if (this.breaker.waitMs > 0) return this.#heldBack();
    call.waiting();
    const hasTurn = this.#turns.tryEnter() || (await this.#turns.enter(call));
    if (!hasTurn) return endedEarly(call);
    let isProbe = false;
    let health: CallHealth = "unknown";
    try {
      // Much may have happened while it waited.
      if (call.failure !== undefined) return endedEarly(call);
      if (this.breaker.waitMs > 0) return this.#heldBack();
      isProbe = this.breaker.admit();
      const isRepeated = call.wasSent;
      call.connecting();
      const wire = await this.#transport.send(call);
      health = isDownStatus(wire.status) ? "down" : "up";
      return readWireAnswer(wire, { isRepeated, clock: this.#clock });
    } catch (error) {
      // Never the error itself: it holds the token.
      const failure = call.failure ?? describeNetworkFailure(error, call.wasSent);
      health = healthOf(failure);
      return { kind: "failure", failure };
    } finally {
      this.breaker.record(health, isProbe);
      this.#turns.leave();
    }
  }

  /** Ends every connection. */
  close(): Promise<void> {
    return this.#transport.close();
  }

  #heldBack(): Outcome {
    return { kind: "heldBack", waitMs: this.breaker.waitMs };
  }
}

function endedEarly({ failure }: OngoingCall): Outcome {
  if (failure === undefined) throw new Error("a call that has no turn was not ended");
  return { kind: "failure", failure };
}

/** What a failure says of the host; what comes from our side says nothing. */
function healthOf({ reason, isRetryable }: NetworkFailure): CallHealth {
  if (reason === "ABORTED" || reason === "CLOSED") return "unknown";
  // A certificate that is not accepted, an answer too large: the host is there.
  return isRetryable ? "down" : "up";
}
