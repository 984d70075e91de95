import { type Logger, silentLogger } from "@ven/core";
import { schemaIssues } from "@ven/openadr-schema";
import { answerFault, notJsonFault } from "../errors/answer-fault.ts";
import { readRefusal } from "../errors/read-refusal.ts";
import { VtnProblemError } from "../errors/vtn-problem-error.ts";
import { checkChoice } from "../http/check-choice.ts";
import { parseJson } from "../http/parse-json.ts";
import type { RequestOptions, VtnAnswer, VtnExchange, VtnRequest } from "../http/vtn-request.ts";
import { VTN_CLIENT_LOG } from "./api-log.ts";

/** As much of a schema as the check of an answer needs. */
export interface AnswerSchema<Value> {
  safeParse(
    value: unknown,
  ):
    | { readonly success: true; readonly data: Value }
    | { readonly success: false; readonly error: Parameters<typeof schemaIssues>[0] };
}

/** An answer that is JSON, and what it answers. */
export interface Answered {
  readonly request: VtnRequest;
  readonly answer: VtnAnswer;
  readonly json: unknown;
}

/** How answers are judged. */
export interface ApiCallOptions {
  /**
   * What becomes of an answer that breaks the specification: an error, or a warning in the log and
   * the answer as it is. @defaultValue "throw"
   */
  readonly onInvalidAnswer?: "throw" | "warn";
  /** @defaultValue silent */
  readonly logger?: Logger;
}

/** Turns requests into checked values, and refusals into errors. */
export class ApiCall {
  readonly #exchange: VtnExchange;
  readonly #onInvalidAnswer: "throw" | "warn";
  readonly #logger: Logger;

  constructor(exchange: VtnExchange, options: ApiCallOptions = {}) {
    this.#exchange = exchange;
    const { onInvalidAnswer = "throw" } = options;
    this.#onInvalidAnswer = checkChoice("onInvalidAnswer", onInvalidAnswer, ["throw", "warn"]);
    this.#logger = options.logger ?? silentLogger;
  }

  /**
   * Sends a request and checks its answer.
   *
   * @throws {VtnUnreachableError | VtnProblemError | VtnAnswerError | VtnAuthError}
   */
  async value<Value>(
    request: VtnRequest,
    schema: AnswerSchema<Value>,
    options: RequestOptions = {},
  ): Promise<Value> {
    const answered = await this.json(request, options);
    return this.check(answered, answered.json, schema);
  }

  /**
   * Sends a request whose answer is JSON.
   *
   * @throws {VtnUnreachableError | VtnProblemError | VtnAnswerError | VtnAuthError}
   */
  async json(request: VtnRequest, options: RequestOptions = {}): Promise<Answered> {
    return this.read(request, await this.succeed(request, options));
  }

  /**
   * The JSON of an answer.
   *
   * @throws {VtnAnswerError} if it is none: nothing can be made of that, whatever the caller chose
   */
  read(request: VtnRequest, answer: VtnAnswer): Answered {
    const json = parseJson(answer.text);
    if (json !== undefined) return { request, answer, json };
    throw answerFault(this.#exchange, request, answer, notJsonFault(answer));
  }

  /**
   * Holds a value of an answer against its schema.
   *
   * @param place - where in the answer the value is, such as `[3].`
   */
  check<Value>(
    answered: Answered,
    value: unknown,
    schema: AnswerSchema<Value>,
    place: string = "",
  ): Value {
    const checked = schema.safeParse(value);
    if (checked.success) return checked.data;
    const [issue] = schemaIssues(checked.error);
    this.reject(answered, `${place}${issue?.path} ${issue?.rule}`);
    return value as Value;
  }

  /** Tells of an answer that breaks the specification: throws, or logs, as the caller chose. */
  reject({ request, answer }: Answered, fault: string): void {
    if (this.#onInvalidAnswer === "throw") {
      throw answerFault(this.#exchange, request, answer, fault);
    }
    this.#logger.warn({ tried: this.describe(request), fault }, VTN_CLIENT_LOG.invalidAnswer);
  }

  /**
   * Sends a request that must be answered with 2xx.
   *
   * @throws {VtnUnreachableError | VtnProblemError | VtnAuthError}
   */
  async succeed(request: VtnRequest, options: RequestOptions = {}): Promise<VtnAnswer> {
    const answer = await this.#exchange.request(request, options);
    const { status } = answer;
    if (status >= 200 && status < 300) return answer;
    // What an earlier try deleted, while its answer was lost, is gone as it should be.
    if (request.method === "DELETE" && status === 404 && answer.isRepeated === true) return answer;
    throw new VtnProblemError(this.describe(request), readRefusal(this.#exchange, request, answer));
  }

  /** What a request was, for a message. */
  describe(request: VtnRequest): string {
    return this.#exchange.describe(request);
  }
}
