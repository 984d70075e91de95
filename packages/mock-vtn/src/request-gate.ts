import { type Clock, describeError, type Logger } from "@ven/core";
import { CustomFaultError } from "./faults/custom-fault-error.ts";
import type { FaultRules } from "./faults/fault-rules.ts";
import { meetFault } from "./faults/meet-fault.ts";
import { requestFacts } from "./faults/request-facts.ts";
import type { Strike } from "./faults/strike.ts";
import { ClientGoneError } from "./http/client-gone-error.ts";
import { Refusal } from "./http/refusal.ts";
import type { VtnAnswer } from "./http/vtn-answer.ts";
import type { VtnRequest } from "./http/vtn-request.ts";
import { MOCK_VTN_LOG } from "./mock-vtn-log.ts";
import type { OpenRequest } from "./request-log/open-request.ts";
import type { RequestLog } from "./request-log/request-log.ts";

/** What a request meets on its way in and out. */
export interface RequestGateOptions {
  readonly faults: FaultRules;
  readonly requests: RequestLog;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Largest body, bytes. */
  readonly maxBodyBytes: number;
  /** Ends waits. */
  readonly closing: AbortSignal;
}

type Dispatch = (request: VtnRequest) => VtnAnswer | Promise<VtnAnswer>;

/** Notes each request in the log, and has it meet the faults that are in force. */
export class RequestGate {
  readonly #options: RequestGateOptions;
  /** How many requests were answered with 400 or above. */
  refusedCount = 0;

  constructor(options: RequestGateOptions) {
    this.#options = options;
  }

  /**
   * Answers a request.
   *
   * @param dispatch - does what is asked; may throw a {@link Refusal}
   * @throws {ClientGoneError} if there is nobody left to answer
   */
  async pass(request: VtnRequest, dispatch: Dispatch): Promise<VtnAnswer> {
    const { faults, requests } = this.#options;
    const logged = requests.receive(request.method, request.path, request.query);
    const noted: VtnRequest = {
      ...request,
      note: (found) => void Object.assign(logged, found),
      async readBody(maxBytes) {
        const body = await request.readBody(maxBytes);
        if (body !== undefined) requests.read(logged, body);
        return body;
      },
    };
    const strike = faults.isEmpty ? undefined : this.#strike(request, logged);
    const answer =
      strike === undefined
        ? await this.#answer(noted, dispatch)
        : await this.#answerFaulty(noted, dispatch, strike);
    if (answer.status >= 400) this.refusedCount += 1;
    if (strike !== undefined) this.#logStrike(request, strike);
    else if (answer.status >= 400) this.#logRefusal(request, answer);
    // A broken connection has no status.
    if (answer.status > 0) requests.answer(logged, answer.status);
    return answer;
  }

  #strike(request: VtnRequest, logged: OpenRequest): Strike | undefined {
    const facts = requestFacts(request);
    const strike = this.#options.faults.strike(facts);
    if (strike === undefined) return undefined;
    // It may never come to where these are noted.
    const { protocol, operationId } = facts;
    if (protocol !== undefined) logged.protocol = protocol;
    if (operationId !== undefined) logged.operationId = operationId;
    logged.fault = strike.fault?.kind ?? "latency";
    return strike;
  }

  async #answer(request: VtnRequest, dispatch: Dispatch): Promise<VtnAnswer> {
    try {
      return await dispatch(request);
    } catch (error) {
      return this.#refuse(error);
    }
  }

  async #answerFaulty(request: VtnRequest, dispatch: Dispatch, strike: Strike): Promise<VtnAnswer> {
    const { clock, closing, maxBodyBytes } = this.#options;
    const answerNormally = (asked: VtnRequest) => this.#answer(asked, dispatch);
    try {
      return await meetFault(strike, { request, answerNormally, clock, closing, maxBodyBytes });
    } catch (error) {
      return this.#refuse(error);
    }
  }

  #refuse(error: unknown): VtnAnswer {
    if (error instanceof Refusal) return error.toAnswer();
    if (error instanceof ClientGoneError) throw error;
    const { logger } = this.#options;
    if (error instanceof CustomFaultError) {
      // It is the reader's own mistake, and most loggers are silent.
      logger.error({ reason: error.message }, MOCK_VTN_LOG.customFaultFailed);
      return new Refusal(500, error.message).toAnswer();
    }
    logger.error({ reason: describeError(error) }, MOCK_VTN_LOG.failed);
    return new Refusal(500, "the mock VTN failed; its log says why").toAnswer();
  }

  #logRefusal({ method, path }: VtnRequest, { status, detail, isOrdinary }: VtnAnswer): void {
    // Before 3.1.0 there is none, and clients ask to find that out.
    const isQuestion = status === 404 && path.endsWith("/auth/server");
    this.#options.logger[isOrdinary === true || isQuestion ? "debug" : "warn"](
      { method, path, status, detail },
      MOCK_VTN_LOG.refused,
    );
  }

  #logStrike({ method, path }: VtnRequest, { delays, fault }: Strike): void {
    const kinds = [...delays.map(() => "latency"), ...(fault === undefined ? [] : [fault.kind])];
    this.#options.logger.debug({ method, path, kinds }, MOCK_VTN_LOG.faultStruck);
  }
}
