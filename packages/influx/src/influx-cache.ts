import {
  InvalidValueError,
  type Logger,
  type NamedColumns,
  type NamedLayout,
  type ReadingSink,
  VenId,
} from "@ven/core";
import { InfluxError } from "./errors/influx-error.ts";
import { refusalOf } from "./errors/refusal.ts";
import type { InfluxAnswer, InfluxConnection } from "./http/influx-connection.ts";
import { encodeLines, MAX_INSTANT_MS } from "./lines/encode-lines.ts";
import { LinePrefixMaker } from "./lines/line-prefixes.ts";
import { columnsOfInstant } from "./reading/columns-of-instant.ts";
import { AnswerFault, readAnswer } from "./reading/read-answer.ts";
import { type Page, readPeriod } from "./reading/read-period.ts";
import { checkWhole } from "./versions/check-option.ts";
import type { InfluxDialect } from "./versions/influx-dialect.ts";
import { WriteLane } from "./writing/write-lane.ts";

/** Largest answer to anything but a query, bytes. */
const MAX_SHORT_ANSWER_BYTES = 65_536;

/** Largest answer to a query, bytes. */
const MAX_QUERY_ANSWER_BYTES = 64 * 1_048_576;

/** Which readings to read back. */
export interface ReadPeriodOptions {
  readonly venId: string;
  /** From this instant on, whole epoch ms. */
  readonly fromMs: number;
  /** To just before this instant, whole epoch ms. */
  readonly toMs: number;
  /** Leave out what {@link InfluxCache.markDelivered} was told of. @defaultValue false */
  readonly undeliveredOnly?: boolean;
  /** How many rows a query asks for at most, 1 to 100_000; more where one instant has more. @defaultValue 10_000 */
  readonly rowsPerQuery?: number;
  readonly signal?: AbortSignal;
}

/**
 * Readings in an InfluxDB: one point for each. It keeps nothing back and tries nothing twice, so that who
 * calls knows what InfluxDB has; repeat a call that failed, as what is written twice is there once.
 */
export class InfluxCache implements ReadingSink, AsyncDisposable {
  readonly name = "influx";
  readonly #connection: InfluxConnection;
  readonly #dialect: InfluxDialect;
  readonly #measurement: string;
  readonly #logger: Logger;
  readonly #prefixes: LinePrefixMaker;
  readonly #lane: WriteLane;

  /** Use `openInflux`. */
  constructor(parts: {
    readonly connection: InfluxConnection;
    readonly dialect: InfluxDialect;
    readonly measurement: string;
    readonly logger: Logger;
  }) {
    this.#connection = parts.connection;
    this.#dialect = parts.dialect;
    this.#measurement = parts.measurement;
    this.#logger = parts.logger;
    this.#prefixes = new LinePrefixMaker(parts.measurement);
    this.#lane = new WriteLane((lines, { signal }) => this.#post(lines, signal));
  }

  /**
   * Writes readings; those that are missing (`NaN`) are passed over. Calls at the same time share
   * requests.
   *
   * @throws {InfluxError} if InfluxDB may not have all of them
   * @throws {InvalidValueError} if a power or a time is none that InfluxDB can hold
   * @throws the signal's reason, as soon as it is aborted
   */
  write(columns: NamedColumns, options: { readonly signal?: AbortSignal } = {}): Promise<void> {
    return this.#send(columns, false, options);
  }

  /**
   * Marks readings as delivered to the VTN. The whole point is written, so it need not be there yet,
   * and {@link write} may still come later.
   *
   * @throws as {@link write} does
   */
  markDelivered(
    columns: NamedColumns,
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<void> {
    return this.#send(columns, true, options);
  }

  /**
   * Reads a past period of one VEN back, one instant at a time, in order. Resources come by name and loads
   * by id; instants at which nothing was written do not come.
   *
   * @throws {InfluxError} if InfluxDB cannot be asked, or its answer cannot be used
   * @throws {InvalidValueError} if the VEN's id or a bound cannot be used
   * @throws the signal's reason, as soon as it is aborted
   */
  async *read(options: ReadPeriodOptions): AsyncGenerator<NamedColumns, void, undefined> {
    const { undeliveredOnly = false, rowsPerQuery = 10_000, signal } = options;
    const period = { measurement: this.#measurement, ...checkPeriod(options) };
    checkWhole("rowsPerQuery", rowsPerQuery, 1, 100_000);
    const task = `read readings of ${period.venId} from ${this.#dialect.place}`;
    const query = (influxQl: string) => this.#query(task, influxQl, signal);
    let layout: NamedLayout | undefined;
    try {
      for await (const instant of readPeriod(period, rowsPerQuery, query)) {
        const wanted = undeliveredOnly ? instant.filter((row) => !row.isDelivered) : instant;
        if (wanted.length === 0) continue;
        const columns = columnsOfInstant(period.venId, wanted, layout);
        layout = columns.layout;
        yield columns;
      }
    } catch (error) {
      throw error instanceof AnswerFault ? this.#invalidAnswer(task, error) : error;
    }
  }

  /**
   * Asks whether an InfluxDB is there. It tells nothing of database, bucket and token.
   *
   * @returns the version that it says it has, if it does
   * @throws {InfluxError} if it is not
   * @throws the signal's reason, as soon as it is aborted
   */
  async ping(
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<{ readonly serverVersion?: string }> {
    const answer = await this.#exchange("GET", "/ping", options.signal);
    if (!isDone(answer)) throw this.#refusal("ping", answer);
    const { serverVersion } = answer;
    return serverVersion === undefined ? {} : { serverVersion };
  }

  /** Ends every request that is under way. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#connection.close();
  }

  async #send(
    columns: NamedColumns,
    isDelivered: boolean,
    options: { readonly signal?: AbortSignal },
  ): Promise<void> {
    const prefixes = this.#prefixes.of(columns.layout);
    for (const part of encodeLines(columns, prefixes, isDelivered)) {
      await this.#lane.send(part, options);
    }
  }

  async #post(lines: Uint8Array, signal: AbortSignal): Promise<void> {
    const { writePath, place } = this.#dialect;
    let answer = await this.#exchange("POST", writePath, signal, lines);
    if (isDone(answer)) return;
    if (await this.#createPlace(answer, signal)) {
      answer = await this.#exchange("POST", writePath, signal, lines);
    }
    if (!isDone(answer)) throw this.#refusal(`write readings to ${place}`, answer);
  }

  /** @returns whether the database was missing, and is there now */
  async #createPlace(refusal: InfluxAnswer, signal: AbortSignal): Promise<boolean> {
    const { createPath, place } = this.#dialect;
    const isMissing = refusal.status === 404 && refusal.body.includes("database not found");
    if (createPath === undefined || !isMissing) return false;
    const answer = await this.#exchange("POST", createPath, signal);
    if (!isDone(answer)) throw this.#refusal(`create ${place}`, answer);
    this.#logger.info({ url: this.#connection.shownUrl, place }, "influx database created");
    return true;
  }

  async #query(task: string, influxQl: string, signal: AbortSignal | undefined): Promise<Page> {
    const path = this.#dialect.queryPath(influxQl);
    const maxAnswerBytes = MAX_QUERY_ANSWER_BYTES;
    const answer = await this.#connection.send({ method: "GET", path, maxAnswerBytes, signal });
    if (!isDone(answer)) throw this.#refusal(task, answer);
    const read = readAnswer(answer.body);
    if (read.kind === "readings") return read;
    throw new InfluxError(
      "INFLUX_MISCONFIGURED",
      `cannot ${task}: InfluxDB at ${this.#connection.shownUrl} says: ${read.words}; check that it is there`,
      { status: answer.status },
    );
  }

  #exchange(
    method: "GET" | "POST",
    path: string,
    signal: AbortSignal | undefined,
    body?: Uint8Array,
  ): Promise<InfluxAnswer> {
    const maxAnswerBytes = MAX_SHORT_ANSWER_BYTES;
    const content = body === undefined ? {} : { body };
    return this.#connection.send({ method, path, maxAnswerBytes, signal, ...content });
  }

  #refusal(task: string, answer: InfluxAnswer): InfluxError {
    return refusalOf(task, this.#connection.shownUrl, answer);
  }

  #invalidAnswer(task: string, fault: AnswerFault): InfluxError {
    return new InfluxError(
      "INFLUX_ANSWER_INVALID",
      `cannot ${task}: the answer of InfluxDB at ${this.#connection.shownUrl} cannot be used: ${fault.message}`,
    );
  }
}

function isDone({ status }: InfluxAnswer): boolean {
  return status >= 200 && status < 300;
}

function checkPeriod(options: ReadPeriodOptions): {
  readonly venId: VenId;
  readonly fromMs: number;
  readonly toMs: number;
} {
  const { fromMs, toMs } = options;
  const venId = VenId(options.venId);
  checkWhole("fromMs", fromMs, -MAX_INSTANT_MS, MAX_INSTANT_MS);
  checkWhole("toMs", toMs, -MAX_INSTANT_MS, MAX_INSTANT_MS);
  if (toMs < fromMs) throw new InvalidValueError("toMs", toMs, `give ${fromMs} (fromMs) or later`);
  return { venId, fromMs, toMs };
}
