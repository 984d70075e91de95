import {
  InvalidValueError,
  isInvalidValueError,
  type Logger,
  silentLogger,
  VenId,
  VtnVenId,
} from "@ven/core";
import {
  encodeFlatReport,
  type FlatReport,
  type FlatVen,
  flatClientName,
  flatResourceSchema,
  flatVenSchema,
  schemaIssues,
} from "@ven/openadr-schema";
import { authenticatedExchange } from "../auth/authenticated-exchange.ts";
import { readRefusal } from "../errors/read-refusal.ts";
import { VtnAnswerError } from "../errors/vtn-answer-error.ts";
import { VtnProblemError } from "../errors/vtn-problem-error.ts";
import { parseJson } from "../http/parse-json.ts";
import { isTokenText } from "../http/token-text.ts";
import { VtnHttp } from "../http/vtn-http.ts";
import type { VtnAnswer, VtnExchange, VtnRequest } from "../http/vtn-request.ts";
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
  readonly #exchange: VtnExchange;
  readonly #ownHttp: VtnHttp | undefined;
  readonly #logger: Logger;
  readonly #zonedStart: boolean;
  #vtnVenId: VtnVenId | undefined;
  #venToken: string | undefined;

  /** @throws {InvalidValueError} if an option is out of its range */
  constructor(options: VenClientOptions) {
    this.#venName = VenId(options.venName);
    this.#vtnVenId = options.vtnVenId === undefined ? undefined : VtnVenId(options.vtnVenId);
    const isShared = "http" in options;
    const http = isShared ? options.http : new VtnHttp(options);
    this.#ownHttp = isShared ? undefined : http;
    this.#exchange = options.auth === undefined ? http : authenticatedExchange(http, options.auth);
    this.#logger = options.logger ?? silentLogger;
    this.#zonedStart = options.zonedStart ?? false;
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
    const request: VtnRequest = {
      method: "POST",
      path: "/vens",
      body: { ven_name: this.#venName, client_name: flatClientName(this.#venName) },
    };
    const answer = await this.#send(request, options);
    if (answer.status === 409) {
      const known = await this.findVen(options);
      if (known !== undefined) return known;
      throw new VtnAnswerError(
        this.#exchange.describe(request),
        `409, so VEN "${this.#venName}" exists, but GET /vens does not list it; another client may own it`,
      );
    }
    this.#checkSuccess(request, answer);
    const ven = flatVenSchema.safeParse(parseJson(answer.text));
    if (!ven.success) {
      const [issue] = schemaIssues(ven.error);
      throw new VtnAnswerError(this.#exchange.describe(request), `${issue?.path} ${issue?.rule}`);
    }
    return this.#adopt(request, ven.data, true);
  }

  /**
   * Looks up this VEN at the VTN by its name, and takes on its id.
   *
   * @returns `undefined` if the VTN does not have it
   * @throws {VtnUnreachableError | VtnProblemError | VtnAnswerError} if the VTN does not answer that
   */
  async findVen(options: CallOptions = {}): Promise<VenRegistration | undefined> {
    const request: VtnRequest = {
      method: "GET",
      path: "/vens",
      query: { ven_name: this.#venName },
    };
    const answer = await this.#send(request, options);
    this.#checkSuccess(request, answer);
    const list = parseJson(answer.text);
    if (!Array.isArray(list)) {
      throw new VtnAnswerError(this.#exchange.describe(request), "it is no JSON list");
    }
    for (const item of list) {
      const ven = flatVenSchema.safeParse(item);
      if (ven.success && ven.data.ven_name === this.#venName)
        return this.#adopt(request, ven.data, false);
    }
    return undefined;
  }

  /**
   * Registers a resource of this VEN. May be repeated.
   *
   * @throws {InvalidValueError} if the dialect does not allow a value
   * @throws {VtnUnreachableError | VtnProblemError} if there is no registration
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
    const request: VtnRequest = { method: "POST", path: "/resources", body };
    const answer = await this.#send(request, options);
    if (answer.status === 409) return { created: false };
    this.#checkSuccess(request, answer);
    return { created: true };
  }

  /**
   * Reports one reading; why it failed, if it did, is logged.
   *
   * @returns whether the VTN answered 2xx; never throws
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
  async close(): Promise<void> {
    await this.#ownHttp?.close();
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
    let body: FlatReport;
    try {
      body = encodeFlatReport({
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
      const answer = await this.#send({ method: "POST", path: "/reports", body }, options);
      return readReportAnswer(this.#exchange, answer, this.#venToken);
    } catch (error) {
      return readReportFailure(error);
    }
  }

  #send(request: VtnRequest, options: CallOptions): Promise<VtnAnswer> {
    return this.#exchange.request({ ...request, bearerToken: this.#venToken }, options);
  }

  #checkSuccess(request: VtnRequest, answer: VtnAnswer): void {
    if (isSuccess(answer.status)) return;
    const refusal = readRefusal(this.#exchange, answer, this.#venToken);
    throw new VtnProblemError(this.#exchange.describe(request), refusal);
  }

  #adopt(request: VtnRequest, ven: FlatVen, created: boolean): VenRegistration {
    if (ven.auth_token !== undefined && !isTokenText(ven.auth_token)) {
      const fault = "its auth_token has characters that no header can carry";
      throw new VtnAnswerError(this.#exchange.describe(request), fault);
    }
    this.#vtnVenId = VtnVenId(ven.id);
    this.#venToken = ven.auth_token ?? this.#venToken;
    return { vtnVenId: this.#vtnVenId, venName: this.#venName, created };
  }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
