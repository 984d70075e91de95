import {
  InvalidValueError,
  isInvalidValueError,
  type Logger,
  silentLogger,
  VenId,
  VtnVenId,
} from "@ven/core";
import {
  encodeFlatReportText,
  type FlatVen,
  flatClientName,
  flatResourceSchema,
  flatVenSchema,
  schemaIssues,
} from "@ven/openadr-schema";
import { type Connection, openConnection } from "../auth/open-connection.ts";
import { answerFault } from "../errors/answer-fault.ts";
import { readRefusal } from "../errors/read-refusal.ts";
import { VtnProblemError } from "../errors/vtn-problem-error.ts";
import { checkSwitch } from "../http/check-switch.ts";
import { parseJson } from "../http/parse-json.ts";
import { isTokenText } from "../http/token-text.ts";
import type { VtnAnswer, VtnExchange, VtnRequest } from "../http/vtn-request.ts";
import { brandOption } from "./brand-option.ts";
import { jsonOrNothing } from "./json-or-nothing.ts";
import { readReportAnswer, readReportFailure } from "./read-report-answer.ts";
import type { ReportOutcome } from "./report-outcome.ts";
import {
  encodeFlatResource,
  type ResourceRegistration,
  type ResourceRegistrationInput,
} from "./resource-registration.ts";
import { VEN_CLIENT_LOG } from "./ven-client-log.ts";
import type { MeterDataReport, VenClientOptions } from "./ven-client-options.ts";
import type { VenRegistration } from "./ven-registration.ts";

interface CallOptions {
  readonly signal?: AbortSignal;
}

/** One VEN at one VTN, in the flat dialect: registers itself and its resources, and reports readings. */
export class VenClient {
  readonly #venName: VenId;
  readonly #connection: Connection;
  readonly #exchange: VtnExchange;
  readonly #logger: Logger;
  readonly #zonedStart: boolean;
  #vtnVenId: VtnVenId | undefined;
  #venToken: string | undefined;

  /** @throws {InvalidValueError} if an option is out of its range, or would be passed over in silence */
  constructor(options: VenClientOptions) {
    const { venName, vtnVenId } = options;
    this.#venName = brandOption("venName", venName, VenId);
    this.#vtnVenId =
      vtnVenId === undefined ? undefined : brandOption("vtnVenId", vtnVenId, VtnVenId);
    this.#connection = openConnection(options);
    this.#exchange = this.#connection.exchange;
    this.#logger = options.logger ?? silentLogger;
    this.#zonedStart = checkSwitch("zonedStart", options.zonedStart ?? false);
  }

  /** The id that the VTN gave this VEN; `undefined` before its registration. */
  get vtnVenId(): VtnVenId | undefined {
    return this.#vtnVenId;
  }

  /**
   * Registers this VEN; if the VTN has it already, looks up its id. May be repeated.
   *
   * A token that the VTN hands out for this VEN is used from then on.
   *
   * @throws {VtnUnreachableError | VtnProblemError | VtnAnswerError} if there is no registration
   */
  async registerVen(options: CallOptions = {}): Promise<VenRegistration> {
    const request = this.#request({
      method: "POST",
      path: "/vens",
      body: { ven_name: this.#venName, client_name: flatClientName(this.#venName) },
    });
    const answer = await this.#exchange.request(request, options);
    if (answer.status === 409) {
      const known = await this.findVen(options);
      if (known !== undefined) return known;
      const fault = `VEN "${this.#venName}" exists, but GET /vens does not list it; another client may own it`;
      throw answerFault(this.#exchange, request, answer, fault);
    }
    this.#checkSuccess(request, answer);
    const ven = flatVenSchema.safeParse(parseJson(answer.text));
    if (!ven.success) {
      const [issue] = schemaIssues(ven.error);
      const fault = `${issue?.path} ${issue?.rule}`;
      throw answerFault(this.#exchange, request, answer, fault);
    }
    return this.#adopt(request, answer, ven.data);
  }

  /**
   * Looks up this VEN at the VTN by its name, and takes on its id.
   *
   * @returns `undefined` if the VTN does not have it
   * @throws {VtnUnreachableError | VtnProblemError | VtnAnswerError} if the VTN does not answer that
   */
  async findVen(options: CallOptions = {}): Promise<VenRegistration | undefined> {
    const query = { ven_name: this.#venName };
    const request = this.#request({ method: "GET", path: "/vens", query });
    const answer = await this.#exchange.request(request, options);
    this.#checkSuccess(request, answer);
    const list = parseJson(answer.text);
    if (!Array.isArray(list)) {
      throw answerFault(this.#exchange, request, answer, "it is no JSON list");
    }
    for (const item of list) {
      const ven = flatVenSchema.safeParse(item);
      if (ven.success && ven.data.ven_name === this.#venName)
        return this.#adopt(request, answer, ven.data);
    }
    return undefined;
  }

  /**
   * Registers a resource of this VEN. May be repeated.
   *
   * @throws {InvalidValueError} if the dialect does not allow a value
   * @throws {VtnUnreachableError | VtnProblemError | VtnAnswerError} if there is no registration
   */
  async registerResource(
    resource: ResourceRegistrationInput,
    options: CallOptions = {},
  ): Promise<ResourceRegistration> {
    const body = encodeFlatResource(this.#venName, resource);
    const checked = flatResourceSchema.safeParse(body);
    if (!checked.success) {
      const [issue] = schemaIssues(checked.error);
      throw new InvalidValueError(`resource ${issue?.path}`, issue?.value, `${issue?.rule}`);
    }
    const request = this.#request({ method: "POST", path: "/resources", body });
    const answer = await this.#exchange.request(request, options);
    if (answer.status === 409) return { created: false };
    this.#checkSuccess(request, answer);
    jsonOrNothing(this.#exchange, request, answer);
    return { created: true };
  }

  /**
   * Reports one reading; why it failed, if it did, is logged.
   *
   * @returns whether the VTN accepted it; never throws
   */
  async reportMeterData(reading: MeterDataReport, options: CallOptions = {}): Promise<boolean> {
    const outcome = await this.reportMeterDataOutcome(reading, options);
    return outcome.kind === "accepted";
  }

  /**
   * Reports one reading, once: what is ambiguous is not sent again, as the flat dialect knows no
   * duplicate.
   *
   * @returns what became of it; never throws. It is logged too.
   */
  async reportMeterDataOutcome(
    reading: MeterDataReport,
    options: CallOptions = {},
  ): Promise<ReportOutcome> {
    const outcome = await this.#report(reading, options);
    const { resourceName, loadId, powerW, timestampMs } = reading;
    const { kind, ...facts } = this.#safeToLog(outcome);
    const level = kind === "accepted" ? "debug" : "warn";
    this.#logger[level](
      { venId: this.#venName, resourceName, loadId, powerW, timestampMs, ...facts },
      VEN_CLIENT_LOG[kind],
    );
    return outcome;
  }

  /** What a VTN gives as an id may be anything, also what it was told in confidence. */
  #safeToLog(outcome: ReportOutcome): ReportOutcome {
    if (outcome.kind !== "accepted" || outcome.reportId === undefined) return outcome;
    const reportId = this.#exchange.withoutTokens(outcome.reportId, this.#venToken);
    return { ...outcome, reportId: reportId.slice(0, 128) };
  }

  /** Ends this client's own connections. Asking twice is harmless. */
  close(): Promise<void> {
    return this.#connection.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #report(reading: MeterDataReport, options: CallOptions): Promise<ReportOutcome> {
    const vtnVenId = this.#vtnVenId;
    if (vtnVenId === undefined) {
      const reason = `VEN "${this.#venName}" is not registered: call registerVen() first, or give vtnVenId`;
      return { kind: "notSent", reason };
    }
    let encodedBody: string;
    try {
      encodedBody = encodeFlatReportText({
        ...reading,
        venName: this.#venName,
        vtnVenId,
        zoned: this.#zonedStart,
      });
    } catch (error) {
      if (isInvalidValueError(error)) return { kind: "notSent", reason: error.message };
      throw error;
    }
    try {
      const request = this.#request({ method: "POST", path: "/reports", encodedBody });
      const answer = await this.#exchange.request(request, options);
      return readReportAnswer(this.#exchange, request, answer);
    } catch (error) {
      return readReportFailure(error);
    }
  }

  /** Every request carries the token that the VTN gave this VEN, if it did. */
  #request(request: VtnRequest): VtnRequest {
    return { ...request, bearerToken: this.#venToken };
  }

  #checkSuccess(request: VtnRequest, answer: VtnAnswer): void {
    if (answer.status >= 200 && answer.status < 300) return;
    const refusal = readRefusal(this.#exchange, request, answer);
    throw new VtnProblemError(this.#exchange.describe(request), refusal);
  }

  #adopt(request: VtnRequest, answer: VtnAnswer, ven: FlatVen): VenRegistration {
    if (ven.auth_token !== undefined && !isTokenText(ven.auth_token)) {
      const fault = "its auth_token has characters that no header can carry";
      throw answerFault(this.#exchange, request, answer, fault);
    }
    this.#vtnVenId = VtnVenId(ven.id);
    this.#venToken = ven.auth_token ?? this.#venToken;
    const created = request.method === "POST";
    return { vtnVenId: this.#vtnVenId, venName: this.#venName, created };
  }
}
